"""The folder codage/: the coded texts, for people who analyse them in other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from consultation.coding.coded_texts import CodedText, Theme, code_rows, coded_text
from consultation.coding.exchange import write_project
from consultation.machine.csv_files import write_csv
from consultation.machine.disk import write_text
from consultation.warehouse.tables.publications import Publication, Row, Tables, in_order
from consultation.words.french import schema_text, sentence

FOLDER = "codage"
PROJECT = "codage.qdpx"
CODES = "codes"
"""The name of codes.csv in the code book."""


def write_for_allies(tables: Tables, folder: Path, columns: Sequence[str]) -> None:
    """Write the folder codage/ in `folder`: a project file with the coded texts for programs of
    qualitative analysis, codes.csv with these columns, and LISEZMOI.txt. Write nothing if no text
    is coded."""
    if not tables["coding_steps.codings"].row_count:
        return
    table = tables["publications.parts__texts_with_codes"]

    def texts() -> Iterator[CodedText]:
        return map(coded_text, table.each_record())

    below = folder / FOLDER
    below.mkdir(mode=0o700)
    write_text(below / "LISEZMOI.txt", schema_text("codage.txt"))
    form = tables["form.form"].records[0]
    themes = [_theme(row) for row in in_order(tables["coding.themes"])]
    write_project(below / PROJECT, form["form_id"], form["title"], themes, texts)
    write_csv(below / f"{CODES}.csv", columns, code_rows(texts(), themes, columns))


def codes_described(tables: Tables, folder: Path, columns: Sequence[str]) -> dict[str, Publication]:
    """The table to describe in the code book for codes.csv: `{"codes": table}`. Its columns are
    `columns`, all of type text. Empty if codage/ in `folder` has no codes.csv."""
    if not (folder / FOLDER / f"{CODES}.csv").exists():
        return {}
    kinds = ("VARCHAR",) * len(columns)
    texts = tables["publications.parts__texts_with_codes"]
    return {CODES: replace(texts, columns=tuple(columns), types=kinds)}


def _theme(row: Row) -> Theme:
    """A theme for other programs: its id, its title, and its definition followed by its example.
    The pack's themes have no example."""
    parts = [row["definition"]]
    if row.get("example"):
        parts.append(sentence("exchange", "example", example=row["example"]))
    return Theme(row["theme_id"], row["title"], "\n".join(filter(None, parts)))
