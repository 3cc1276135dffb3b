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

from consultation.errors import OrganiserError

TEMPORARY = ".tmp"
"""The folder, in that of the data, for what a run needs while it lasts; emptied by the next run."""


_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_quota",
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
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.ENOENT: "le fichier n'est plus là",
    errno.ESTALE: "le dossier du réseau ne répond plus",
    errno.ETIMEDOUT: "le dossier du réseau ne répond pas",
    errno.EHOSTDOWN: "le dossier du réseau ne répond pas",
    errno.ENOTCONN: "le dossier du réseau n'est pas relié",
}
PROBE_BYTES = 1 << 20
PRIVATE = 0o600


def disk_problem(error: BaseException | None) -> OrganiserError | None:
    """What to tell of an exception when the disk is its cause, or that of one before; else None."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _CODES:
            return refused(error.errno, _file_of(error))
        error = error.__cause__ or error.__context__
    return None


def cause(error: OSError) -> str:
    """Why, in a few French words; the system's name of the error where there are none."""
    number = error.errno or 0
    return _CAUSES.get(number, errno.errorcode.get(number, "cause inconnue"))


def refused(number: int, file: str) -> OrganiserError:
    """The disk refuses with this error of `REFUSALS`; the file is named."""
    return OrganiserError(_CODES[number], where=file)


def _file_of(error: OSError) -> str:
    """The file that was written: of two, the second, which copies and renames make."""
    name = error.filename2 if error.filename2 is not None else error.filename
    if isinstance(name, bytes):
        return os.fsdecode(name)
    return name if isinstance(name, str) else ""


def problem_in(folder: Path) -> OrganiserError | None:
    """What to tell when nothing can be written in the folder; None when it can.

    For programs that fail without saying why: a full disk is looked for by filling it a little.
    """
    probe = folder / ".essai"
    try:
        with probe.open("wb") as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return refused(error.errno, str(folder)) if error.errno in _CODES else None
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
    """The content is in the file, closed to others and on the disk; the file before it is there
    until then. One process at a time writes in its folder."""
    aside = path.with_name(f".{path.name}.tmp")
    with naming(path):
        aside.unlink(missing_ok=True)
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    settle(path.parent)


def copy_file(source: Path, target: Path) -> None:
    """The bytes of one file are in the other."""
    with naming(target):
        shutil.copyfile(source, target)


def settle(path: Path) -> None:
    """The file, or the names that a folder holds, stay as they are after a power cut."""
    with naming(path):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
