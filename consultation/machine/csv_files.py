"""CSV files in one dialect: UTF-8 without BOM, commas, dots for decimals, LF, one header row."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from consultation.machine.disk import naming

# A spreadsheet runs a cell that begins so (OWASP, « CSV injection »): an apostrophe stops it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Writable(Protocol):
    """Anything that text can be written to."""

    def write(self, text: str, /) -> object:
        """The text is appended."""


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """The rows are in the file, texts made safe for spreadsheets, same bytes each time."""
    with naming(path), path.open("w", encoding="utf-8", newline="") as file:
        write_csv_to(file, columns, rows)


def write_csv_to(
    file: Writable, columns: Iterable[str], rows: Iterable[tuple[object, ...]]
) -> None:
    """The rows are in the open file, which must leave line ends as they are."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(DANGEROUS) else value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return str(value)
