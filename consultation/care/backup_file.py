"""The file of a backup: what it is made of, and whether it is whole."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from consultation.errors import OrganiserError

FORMAT = 1
ABOUT, SUMS, KEY = "faire-masse.json", "SHA256SUMS", "cle/pseudonymes.cle"
DATA, FORMS = "donnees", "formulaires"
README = "LISEZMOI.txt"
ABOUT_BYTES = 4096
CHUNK = 1024 * 1024
ESCAPED = "\\"


@dataclass(frozen=True)
class Backup:
    """A whole backup: when it was made, and the checksum of each file by its name in it."""

    path: Path
    made_at: dt.datetime
    sums: Mapping[str, str]

    @property
    def stamp(self) -> str:
        """What tells it from another."""
        told = "".join(f"{digest} {name}\n" for name, digest in sorted(self.sums.items()))
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def about_backup(path: Path) -> dict[str, object] | None:
    """What a backup says of itself in its first member; None for any other file."""
    try:
        with tarfile.open(path, "r:") as archive:
            first = archive.next()
            if first is None or first.name != ABOUT or first.size > ABOUT_BYTES:
                return None
            file = archive.extractfile(first)
            told = json.loads(file.read()) if file else None
    except (OSError, tarfile.TarError, ValueError):
        return None
    return told if isinstance(told, dict) and "format" in told else None


def checked(path: Path) -> Backup:
    """The backup, every byte of which is as it was written; OrganiserError otherwise."""
    if not path.is_file():
        raise _foreign(path, "ce fichier n'existe pas.")
    about = about_backup(path)
    if about is None:
        raise _foreign(path, "ce fichier n'est pas une sauvegarde de faire-masse.")
    if about["format"] != FORMAT:
        raise _foreign(path, "cette sauvegarde vient d'une version plus récente de l'outil.")
    try:
        made_at = dt.datetime.fromisoformat(str(about["made_at"]))
        found, listed = _digests(path)
    except (OSError, tarfile.TarError, ValueError, KeyError):
        raise damaged(path) from None
    if found != listed:
        raise damaged(path)
    sums = {name: digest for name, digest in listed.items() if name not in (ABOUT, README)}
    return Backup(path, made_at, sums)


def _digests(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The checksum of every file in the archive, as found and as listed in it.

    Raises ValueError for what no backup of ours holds.
    """
    found: dict[str, str] = {}
    listed: dict[str, str] | None = None
    with tarfile.open(path, "r:") as archive:
        for member in archive:
            if not member.isreg() or member.name in found or listed is not None:
                raise ValueError("not one of ours")
            file = archive.extractfile(member)
            assert file is not None  # noqa: S101 - of a regular file
            if member.name == SUMS:
                listed = _listed(file.read())
            else:
                found[_safe(member.name)] = _digest(file)
    if listed is None:
        raise ValueError("cut")
    return found, listed


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _listed(content: bytes) -> dict[str, str]:
    # Not splitlines: names may hold other signs that it takes for the end of a line.
    lines = content.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n")
    return dict(_digest_of(line) for line in lines)


def sum_line(digest: str, name: str) -> str:
    """A file's line in the sums, as sha256sum spells names that hold the end of a line."""
    spelled = name.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{'' if spelled == name else ESCAPED}{digest}  {spelled}\n"


def _digest_of(line: str) -> tuple[str, str]:
    """The name that a line of the sums tells of, and its checksum."""
    digest, name = line.removeprefix(ESCAPED).split("  ", 1)
    if line.startswith(ESCAPED):
        name = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], name)
    return name, digest


def _safe(name: str) -> str:
    """A name that stays where it is put."""
    if name in (ABOUT, README):
        return name
    parts = name.split("/")
    is_plain = all(part not in ("", ".", "..") for part in parts)
    depth = {DATA: (2, 4), FORMS: (2,), "cle": (2,)}.get(parts[0], ())
    is_archived = len(parts) != 4 or parts[1] == "archives"
    if not is_plain or len(parts) not in depth or not is_archived:
        raise ValueError("not one of ours")
    return name


def _foreign(path: Path, what: str) -> OrganiserError:
    return OrganiserError(
        "not_a_backup",
        where=str(path),
        what=what,
        advice="Rien n'a été changé. Donnez un fichier fait par «\u00a0faire-masse backup\u00a0».",
    )


def damaged(path: Path) -> OrganiserError:
    """Its checksums say otherwise, or its end is missing."""
    return OrganiserError(
        "damaged_backup",
        where=str(path),
        what="cette sauvegarde est abîmée ou incomplète\u00a0: ses sommes de contrôle ne"
        " correspondent pas.",
        advice="Rien n'a été changé. Prenez-en une autre copie, ou une sauvegarde plus ancienne.",
    )
