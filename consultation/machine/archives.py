"""Zip archives without dates: the same parts (files of the archive) give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
# Readers look for it before anything else.
_FIRST = "[Content_Types].xml"


def undated_entry(name: str) -> ZipInfo:
    """The entry of a zip archive for a file `name`, with the same date for every file. Once it is
    unpacked, only its owner may read the file."""
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def write_chunks(archive: ZipFile, name: str, chunks: Iterable[str]) -> None:
    """Write a text to the archive as the file `name`, without a date. The text is the `chunks` in a
    row. They are written one by one, so that a long text need not be in memory."""
    with archive.open(undated_entry(name), "w") as part:
        for chunk in chunks:
            part.write(chunk.encode())


def parts_of(archive: Path | BytesIO) -> dict[str, bytes]:
    """The parts of an archive: name → content."""
    with ZipFile(archive) as source:
        return {name: source.read(name) for name in source.namelist()}


def archive_of(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a zip archive of the parts (name → content), in the order of their names.
    `[Content_Types].xml` comes first, since programs that open workbooks look for it first."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            archive.writestr(undated_entry(name), parts[name])
    return made.getvalue()
