"""reponses.csv, from which each share can be counted again: one file or, where that has more rows
than a spreadsheet opens, one for each question."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.csv_files import write_lines
from consultation.warehouse.tables.publications import Publication
from consultation.words.french import sentence

NAME = "reponses"
MOST_ROWS = 1_048_575
"""Rows that a spreadsheet opens, beside the titles."""


def write_responses(table: Publication, folder: Path) -> None:
    """The file is in the folder, or the files in `reponses/`."""
    for path, part in response_files(table).items():
        (folder / path).parent.mkdir(mode=0o700, exist_ok=True)
        write_lines(folder / path, part.csv_lines())


def response_files(table: Publication) -> dict[str, Publication]:
    """What each file holds, by its path: « reponses.csv », or « reponses/<question_id>.csv »."""
    if not _is_divided(table):
        return {f"{NAME}.csv": table}
    parts = table.parts_by("question_id")
    return {f"{NAME}/{question_id}.csv": part for question_id, part in parts.items()}


def responses_told(table: Publication) -> str:
    """What documents call the file, or the files."""
    return sentence("recount", "each" if _is_divided(table) else "whole")


def _is_divided(table: Publication) -> bool:
    return table.row_count > MOST_ROWS
