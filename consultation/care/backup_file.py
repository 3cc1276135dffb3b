"""The file of a backup: a plain tar whose first member, SHA256SUMS, lists all the others."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from consultation.machine.checksums import SUMS, sums_in
from consultation.words.errors import OrganiserError

DATA, FORMS, KEY, README = "donnees", "formulaires", "cle/pseudonymes.cle", "LISEZMOI.txt"
_FORM = "[a-z0-9][a-z0-9_-]*"
# Files that are still being written are hidden, or end with « .tmp ».
_NAME = r"[^/.\0][^/\0]*(?<!\.tmp)"
_LONGEST = 255  # bytes of a name that the usual disks can hold
MEMBER = re.compile(
    rf"{DATA}/{_FORM}\.duckdb(\.wal)?"
    rf"|{DATA}/({_FORM}\.lus|{_FORM}\.(conservation|effacements|public)\.json"
    r"|pseudonymes\.marque|passages\.json|sauvegardes\.json)"
    rf"|{FORMS}/{_NAME}\.(toml|note\.txt|contribution\.txt)"
    rf"|{re.escape(KEY)}|{re.escape(README)}"
)
"""A pattern of the names that files in a backup may have: `donnees/quartier.duckdb`."""

_MADE_BY = re.compile(rb"Sauvegarde de faire-masse (\d+(?:\.\d+)*)")
_README_SIZE = 10_000  # bytes, more than any of ours


def is_member(name: str) -> bool:
    """True if a backup may hold a file of this name: `donnees/quartier.duckdb` → True, `../x` →
    False. No other file is ever extracted."""
    parts = name.encode("utf-8", "surrogateescape").split(b"/")
    return bool(MEMBER.fullmatch(name)) and max(map(len, parts)) <= _LONGEST


@dataclass(frozen=True)
class Backup:
    """A backup: its time, the checksum of each file by its name in it, and the version that made
    it.

    `made_by` is empty if the backup does not name a version.
    """

    made_at: dt.datetime
    sums: Mapping[str, str]
    made_by: str = ""

    @property
    def is_newer(self) -> bool:
        """True if the backup was made by a newer version than the program that runs: made by
        1.10.2, read by 1.9.0 → True."""
        return _numbers(self.made_by) > _numbers(version("faire-masse"))


def backup_in(path: Path) -> Backup | None:
    """The description of the backup in a file. None if the file is not a backup.

    Only the first two members of the archive are read, so the rest of the file may be damaged.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            first = archive.next()
            is_list = first is not None and first.name == SUMS and first.isreg()
            file = archive.extractfile(first) if first and is_list else None
            sums = sums_in(file.read().decode("utf-8", "surrogateescape")) if file else {}
            made_at = dt.datetime.fromtimestamp(first.mtime if first else 0, dt.UTC)
            made_by = _version_in(archive) if README in sums else ""
    except Exception:  # of odd bytes, tarfile raises errors of all kinds
        return None
    return Backup(made_at, sums, made_by) if README in sums else None


def _version_in(archive: tarfile.TarFile) -> str:
    """The version of faire-masse named in LISEZMOI.txt, the second member of the archive:
    « Sauvegarde de faire-masse 1.0.0 » → `1.0.0`. Empty if no version is named."""
    member = archive.next()
    is_readme = member is not None and member.name == README and member.isreg()
    file = archive.extractfile(member) if member and is_readme else None
    named = _MADE_BY.match(file.read(_README_SIZE)) if file else None
    return named[1].decode() if named else ""


def _numbers(program: str) -> tuple[int, ...]:
    """The numbers in the version `program`, so that versions can be compared: « 1.10 » → (1,
    10)."""
    return tuple(int(number) for number in re.findall(r"\d+", program))


def read_backup(path: Path) -> Backup:
    """The description of the backup in a file, once the checksums of all its files are verified.

    Raises OrganiserError if the file is not a backup, if it is damaged, if a newer version of
    faire-masse made it, or if it holds a file that no backup of ours holds.
    """
    backup = backup_in(path)
    if backup is None:
        raise OrganiserError("not_a_backup", where=str(path))
    if backup.is_newer:
        raise OrganiserError("newer_backup", where=str(path), version=backup.made_by)
    try:
        with tarfile.open(path, "r:") as archive:
            members = [(member.name, _member_checksum(archive, member)) for member in archive]
    except Exception:
        raise OrganiserError("damaged_backup", where=str(path)) from None
    # If two members had the same name and the first were a link, the second would be written
    # through it.
    sum_of = dict(members)
    is_repeated = len(members) > len(sum_of)
    del sum_of[SUMS]
    if is_repeated or sum_of != backup.sums or not all(map(is_member, sum_of)):
        raise OrganiserError("damaged_backup", where=str(path))
    return backup


def _member_checksum(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    """The SHA-256 of a file in the archive. Empty for a link, a folder or a sparse file, which may
    be endless. Raises tarfile.ReadError if the size of the file is negative."""
    if member.size < 0:  # Pythons before 2025-08 would read it again for ever
        raise tarfile.ReadError("negative size")
    file = archive.extractfile(member) if member.isreg() and not member.issparse() else None
    # What typeshed calls IO[bytes] is a BufferedReader.
    return hashlib.file_digest(file, "sha256").hexdigest() if file else ""  # type: ignore[arg-type]
