"""SHA256SUMS: the list of a folder's files with their checksums, which `sha256sum -c` verifies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from consultation.machine.disk import naming, write_text

SUMS = "SHA256SUMS"


# The signature of the list, if a person signs it.
SIGNATURE = f"{SUMS}.sig"


# The file that marks a frozen release. It has the list's checksum, so it is written after the list.
FREEZE = "gel.json"


# Files that are made after the list, or are the list.
UNLISTED = (SUMS, SIGNATURE, FREEZE)
DATABASE = ".duckdb"
"""The ending of the files that SHA256SUMS never lists. DuckDB writes a different identifier in each
database, so that the checksums of equal databases differ."""


def checksum(path: Path) -> str:
    """The SHA-256 of a file's bytes, in 64 hexadecimal digits: an empty file → `e3b0c442…`."""
    with naming(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path, known: Mapping[str, str] = {}) -> None:
    """Write SHA256SUMS in the folder, for its `listed_files`. `known` (path in the folder →
    checksum) has checksums that need not be computed again."""
    sums = checksums_in(folder, known)
    write_text(folder / SUMS, "".join(sum_line(digest, name) for name, digest in sums.items()))


def checksums_in(folder: Path, known: Mapping[str, str] = {}) -> dict[str, str]:
    """Path in the folder → checksum, for all `listed_files`: `{"a/b.csv": "3f0c…"}`. A file whose
    path is in `known` gets its checksum from there, and is not read."""
    names = ((path, str(path.relative_to(folder))) for path in listed_files(folder))
    return {name: known.get(name) or checksum(path) for path, name in names}


def listed_files(folder: Path) -> list[Path]:
    """The files of a folder that its SHA256SUMS lists. Left out are databases, SHA256SUMS itself,
    its signature, and `gel.json`, which marks a frozen release."""
    own = {folder / name for name in UNLISTED}
    paths = [path for path in folder.rglob("*") if path.is_file() and path not in own]
    return sorted((path for path in paths if path.suffix != DATABASE), key=str)


def sum_line(digest: str, name: str) -> str:
    """A line of the list: `3f0c…`, `a/b.csv` → `3f0c…  a/b.csv`. Like sha256sum, it begins with
    a backslash if the name had to be escaped."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n")
    mark = "" if escaped == name else "\\"
    return f"{mark}{digest}  {escaped}\n"


def read_sums(sums: Path) -> dict[str, str]:
    """Path of each listed file → its checksum, from the file `sums`: a line `3f0c…  a/b.csv` →
    `{"a/b.csv": "3f0c…"}`. Raises ValueError if the file is not a list of SHA-256 checksums."""
    return sums_in(sums.read_text(encoding="utf-8"))


def sums_in(text: str) -> dict[str, str]:
    """Path of each listed file → its checksum, from the text of a list: a line `3f0c…  a.csv` →
    `{"a.csv": "3f0c…"}`. Raises ValueError if the text is not a list of SHA-256 checksums."""
    # Not splitlines: names may contain other characters that it takes for the end of a line.
    return dict(_name_and_digest(line) for line in text.split("\n") if line)


def _name_and_digest(line: str) -> tuple[str, str]:
    digest, name = line.removeprefix("\\").split("  ", 1)
    if len(digest) != 64:
        raise ValueError("no checksum")
    if line.startswith("\\"):
        name = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], name)
    return name, digest
