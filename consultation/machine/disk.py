"""Functions that write files, and the errors to show if the disk fails.

When a write fails, Python's exception names no file: `naming` adds the name. The errors show only
the path and the number (errno) of an exception, never its text.
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
"""The name of the folder, inside the data folder, for the temporary files of a run. The next run
empties it."""


_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "file_too_big",
    errno.EIO: "disk_failing",
    errno.EROFS: "disk_read_only",
}
REFUSALS = frozenset(_CODES)
"""The errnos by which a disk refuses to work: full, failing, read-only."""
CODES = frozenset(_CODES.values())
"""The codes of the OrganiserErrors for `REFUSALS`."""
# Causes in a few French words, to put into longer sentences about a file.
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
# The errnos of a hard link to another disk, or on a disk that can't give this file another name.
_UNSHARED = frozenset(
    (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
)
PROBE_BYTES = 1 << 20
PRIVATE = 0o600


def disk_problem(error: BaseException | None) -> OrganiserError | None:
    """The error to show if the disk is full, failing or read-only, according to an exception or to
    an exception that caused it. None for other exceptions."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _CODES:
            return disk_refusal(error.errno, _file_of(error))
        error = error.__cause__ or error.__context__
    return None


def cause(error: OSError) -> str:
    """The cause of an error in a few French words: ENOSPC → « le disque est plein ». For an error
    without such words, the system's name of it, such as `EXDEV`, or « cause inconnue » if it has no
    number."""
    number = error.errno or 0
    return _CAUSES.get(number, errno.errorcode.get(number, "cause inconnue"))


def disk_refusal(number: int, file: str) -> OrganiserError:
    """The error to show for an errno of `REFUSALS` (disk full, failing or read-only), with the name
    of the file."""
    return OrganiserError(_CODES[number], where=file)


def _file_of(error: OSError) -> str:
    """The file that was being written, which is the target of a copy or a rename: `OSError(2, …,
    "/d/a.csv")` → `/d/a.csv`. Empty if unknown."""
    name = error.filename2 if error.filename2 is not None else error.filename
    if isinstance(name, bytes):
        return os.fsdecode(name)
    return name if isinstance(name, str) else ""


def problem_in(folder: Path) -> OrganiserError | None:
    """Test the disk of a folder, by writing and deleting a file of 1 MiB there. Return the error to
    show if the disk is full, failing or read-only. `None` otherwise.
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
    """Add `path` as the file name to errors of the disk (full, failing, read-only) in the block,
    unless they already have a file name."""
    try:
        yield
    except OSError as error:
        if error.errno in _CODES and not isinstance(error.filename, str | bytes):
            error.filename = str(path)
        raise


def write_text(path: Path, text: str) -> None:
    """Write a text to a file in UTF-8."""
    with naming(path):
        path.write_text(text, encoding="utf-8")


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes to a file."""
    with naming(path):
        path.write_bytes(content)


def write_whole(path: Path, content: bytes) -> None:
    """Write bytes to a file in a single step: other programs see the former file or the new file,
    never a part."""
    with whole_file(path) as aside:
        aside.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield the path of an empty new file to write to. It replaces `path` after the block. Other
    accounts can't read it.

    If the block raises, the former file `path` stays. Only one process at a time may write in a
    folder in this way.
    """
    # The longest names that a disk allows must still fit.
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
    """Copy the bytes of a file."""
    with naming(target):
        shutil.copyfile(source, target)


def share_file(source: Path, target: Path) -> None:
    """Make `target` a hard link to `source`, or a copy if the disk can't do that.

    A former file `target` is unlinked, not overwritten: its other hard links keep its bytes.
    """
    target.unlink(missing_ok=True)
    with naming(target):
        try:
            target.hardlink_to(source)
        except OSError as error:
            if error.errno not in _UNSHARED:
                raise
            copy_file(source, target)


def settle(path: Path) -> None:
    """Make the content of a file, or the list of files in a folder, survive a power cut (fsync)."""
    with naming(path):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
