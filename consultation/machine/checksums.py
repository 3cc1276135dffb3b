"""SHA256SUMS: the list of a folder's files with their checksums, as `sha256sum -c` reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from consultation.machine.disk import naming, write_text

SUMS = "SHA256SUMS"


SIGNATURE = f"{SUMS}.sig"


# What tells a frozen release from the others, written once it was sealed: it holds its checksum.
FREEZE = "gel.json"


# What the list itself cannot list.
UNLISTED = (SUMS, SIGNATURE, FREEZE)


def checksum(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with naming(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """SHA256SUMS lists every other file of the folder, as `sha256sum -c` reads it."""
    lines = [f"{checksum(path)}  {path.relative_to(folder)}\n" for path in listed_files(folder)]
    write_text(folder / SUMS, "".join(lines))


def listed_files(folder: Path) -> list[Path]:
    """Every file to list: a pack within a release has a list of its own, which is one of them."""
    own = {folder / name for name in UNLISTED}
    found = [path for path in folder.rglob("*") if path.is_file() and path not in own]
    return sorted(found, key=lambda path: str(path.relative_to(folder)))


def read_sums(sums: Path) -> dict[str, str]:
    """The checksum of each listed file, by its path."""
    lines = sums.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    if any(len(pair) != 2 or len(pair[0]) != 64 for pair in pairs):
        raise ValueError
    return {name: digest for digest, name in pairs}
