"""Files written so that a disk that refuses names the file, and what to say of it then.

Python names no file when a write fails, nor do zipfile and csv: `naming` does. Of an exception
only the path and the number of the error are ever told, never the text.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from consultation.words.errors import OrganiserError

TEMPORARY = ".tmp"
"""The folder, inside the data folder, of a run's temporary files; the next run empties it."""


_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "file_too_big",
    errno.EIO: "disk_failing",
    errno.EROFS: "disk_read_only",
}
REFUSALS = frozenset(_CODES)
"""The numbers of errors that say that the disk refuses."""
CODES = frozenset(_CODES.values())
"""The codes of the OrganiserErrors that say so."""
# In a few words, for sentences about a file that say more; Python's own are English.
_CAUSES = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée à ce compte est épuisée",
    errno.EFBIG: "le fichier est trop gros pour ce disque",
    errno.EIO: "le disque ou le réseau a signalé une erreur",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.ENOENT: "le fichier n’est plus là",
    errno.ESTALE: "le dossier du réseau ne répond plus",
    errno.ETIMEDOUT: "le dossier du réseau ne répond pas",
    errno.EHOSTDOWN: "le dossier du réseau ne répond pas",
    errno.ENOTCONN: "le dossier du réseau n’est pas relié",
}
# Another disk, one that knows no second names or has enough of them for this file.
_UNSHARED = frozenset(
    (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
)
PROBE_BYTES = 1 << 20
PRIVATE = 0o600


def disk_problem(error: BaseException | None) -> OrganiserError | None:
    """The error to show when the disk caused this exception or one that led to it; else None."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _CODES:
            return disk_refusal(error.errno, _file_of(error))
        error = error.__cause__ or error.__context__
    return None


def cause(error: OSError) -> str:
    """The reason in a few French words, or the system's name of the error when we have none."""
    number = error.errno or 0
    return _CAUSES.get(number, errno.errorcode.get(number, "cause inconnue"))


def disk_refusal(number: int, file: str) -> OrganiserError:
    """The disk refuses with this error of `REFUSALS`; the file is named."""
    return OrganiserError(_CODES[number], where=file)


def _file_of(error: OSError) -> str:
    """The file that was being written: of a copy or a rename, the target."""
    name = error.filename2 if error.filename2 is not None else error.filename
    if isinstance(name, bytes):
        return os.fsdecode(name)
    return name if isinstance(name, str) else ""


def problem_in(folder: Path) -> OrganiserError | None:
    """The error to show when the disk refuses a file in the folder; None when it takes one.

    For programs that fail without saying why: a full disk is looked for by filling it a little.
    """
    probe = folder / ".essai"
    try:
        with probe.open("wb") as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return disk_refusal(error.errno, str(folder)) if error.errno in _CODES else None
    finally:
        with suppress(OSError):
            probe.unlink()
    return None


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An error of the disk within the block names this file, unless it names one already."""
    try:
        yield
    except OSError as error:
        if error.errno in _CODES and not isinstance(error.filename, str | bytes):
            error.filename = str(path)
        raise


def write_text(path: Path, text: str) -> None:
    """The text is in the file, in UTF-8."""
    with naming(path):
        path.write_text(text, encoding="utf-8")


def write_bytes(path: Path, content: bytes) -> None:
    """The bytes are in the file."""
    with naming(path):
        path.write_bytes(content)


def write_whole(path: Path, content: bytes) -> None:
    """The content is in the file, which nobody sees half-written."""
    with whole_file(path) as aside:
        aside.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """An empty file to write, closed to others, which takes the name of `path` once all of it is
    on the disk; the file before it is there until then. One process at a time writes in a folder.
    """
    # A name may be as long as names can be.
    aside = path.with_name(f".{path.name[:60]}.tmp")
    try:
        with naming(path):
            aside.unlink(missing_ok=True)
            aside.touch(PRIVATE, exist_ok=False)
            yield aside
            with aside.open("rb") as file:
                os.fsync(file.fileno())
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    settle(path.parent)


def copy_file(source: Path, target: Path) -> None:
    """The bytes of one file are in the other."""
    with naming(target):
        shutil.copyfile(source, target)


def share_file(source: Path, target: Path) -> None:
    """The file has the second name too, so that its bytes are on the disk once; where the disk
    refuses second names, its bytes are copied. What had that name before keeps its own bytes."""
    target.unlink(missing_ok=True)
    with naming(target):
        try:
            target.hardlink_to(source)
        except OSError as error:
            if error.errno not in _UNSHARED:
                raise
            copy_file(source, target)


def settle(path: Path) -> None:
    """The file, or the names that a folder holds, stay as they are after a power cut."""
    with naming(path):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
