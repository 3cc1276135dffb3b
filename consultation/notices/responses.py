"""reponses.csv, from which each share can be counted again."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.csv_files import csv_line
from consultation.machine.disk import naming
from consultation.warehouse.tables.publications import Publication

NAME = "reponses"
FILE = f"{NAME}.csv"


def write_responses(table: Publication, folder: Path) -> None:
    """The file is in the folder, its lines made by DuckDB."""
    with naming(folder / FILE), (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        file.write(csv_line(table.columns))
        file.writelines(table.csv_lines())
