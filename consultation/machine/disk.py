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
from dataclasses import dataclass
from pathlib import Path

from consultation.errors import OrganiserError

TEMPORARY = ".tmp"
"""The folder, in that of the data, for what a run needs while it lasts; emptied by the next run."""


@dataclass(frozen=True)
class _Refusal:
    code: str
    what: str
    advice: str


_FULL = _Refusal(
    "disk_full",
    "le disque est plein, ce fichier n'a pas pu être écrit en entier.",
    "Rien n'est publié à moitié. Libérez de la place sur ce disque, puis relancez la commande.",
)
_REFUSALS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _Refusal(
        "disk_quota",
        "la place accordée à ce compte sur le disque est épuisée, ce fichier n'a pas pu être écrit"
        " en entier.",
        "Rien n'est publié à moitié. Libérez de la place ou faites augmenter ce quota, puis"
        " relancez la commande.",
    ),
    errno.EFBIG: _Refusal(
        "file_too_big",
        "ce fichier dépasse la taille que le disque ou le système permet.",
        "Rien n'est publié à moitié. Faites lever cette limite (ulimit -f), ou donnez des dossiers"
        " sur un autre disque, puis relancez la commande.",
    ),
    errno.EIO: _Refusal(
        "disk_failing",
        "le disque a signalé une erreur d'entrée ou de sortie.",
        "Rien n'est publié à moitié. Faites vérifier ce disque et ses branchements, assurez-vous"
        " d'avoir une copie de vos exports, puis relancez la commande.",
    ),
    errno.EROFS: _Refusal(
        "disk_read_only",
        "ce disque n'accepte aucune écriture (il est en lecture seule).",
        "Rien n'est publié à moitié. Faites-le remettre en écriture, ou donnez des dossiers sur un"
        " autre disque, puis relancez la commande.",
    ),
}
REFUSALS = frozenset(_REFUSALS)
"""The numbers of errors that say that the disk refuses."""
CODES = frozenset(refusal.code for refusal in _REFUSALS.values())
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
        if isinstance(error, OSError) and error.errno in _REFUSALS:
            return refused(error.errno, _file_of(error))
        error = error.__cause__ or error.__context__
    return None


def cause(error: OSError) -> str:
    """Why, in a few French words; the system's name of the error where there are none."""
    number = error.errno or 0
    return _CAUSES.get(number, errno.errorcode.get(number, "cause inconnue"))


def refused(number: int, file: str) -> OrganiserError:
    """The disk refuses with this error of `REFUSALS`; the file is named."""
    refusal = _REFUSALS[number]
    return OrganiserError(refusal.code, where=file, what=refusal.what, advice=refusal.advice)


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
        return refused(error.errno, str(folder)) if error.errno in _REFUSALS else None
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
        if error.errno in _REFUSALS and not isinstance(error.filename, str | bytes):
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
    """The content is in the file, as `whole_file` has it."""
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


def settle(path: Path) -> None:
    """The file, or the names that a folder holds, stay as they are after a power cut."""
    with naming(path):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
