"""The formats that an answer can take."""

from __future__ import annotations

from pathlib import Path

FORMATS = ("table", "csv", "json", "xlsx", "parquet")
NEED_A_FILE = ("xlsx", "parquet")
ONE_RESULT = ("csv", "json", "parquet")


def format_of(path: Path) -> str:
    """The format that a file's name tells; a table of text where it tells none."""
    suffix = path.suffix.removeprefix(".").lower()
    return suffix if suffix in FORMATS else "table"
