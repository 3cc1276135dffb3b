"""The file reponses.csv, from which people can compute each share again.

If it has more rows than a spreadsheet opens, there is a file per question instead.
"""

from __future__ import annotations

from pathlib import Path

from consultation.warehouse.tables.publications import Publication
from consultation.words.french import sentence

NAME = "reponses"
MOST_ROWS = 1_048_575
"""The number of rows that a spreadsheet program opens, without the row of titles."""


def write_responses(table: Publication, folder: Path) -> None:
    """Write `reponses.csv` to the folder. A table with more rows than a spreadsheet opens becomes a
    file per question: `reponses/avis.csv`."""
    if not _is_divided(table):
        table.write_csv(folder / _path_of(None))
        return
    (folder / NAME).mkdir(mode=0o700, exist_ok=True)
    for question_id in table.values_of("question_id"):
        table.only("question_id", question_id).write_csv(folder / _path_of(question_id))


def _path_of(question_id: str | None) -> str:
    return f"{NAME}.csv" if question_id is None else f"{NAME}/{question_id}.csv"


def responses_told(table: Publication) -> str:
    """The French words by which documents refer to `reponses.csv`. If its table has more rows than
    a spreadsheet opens, they refer to the folder `reponses/`, which has a file per question."""
    return sentence("recount", "each" if _is_divided(table) else "whole")


def _is_divided(table: Publication) -> bool:
    return table.row_count > MOST_ROWS
