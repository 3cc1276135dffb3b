"""public/tables/: each public table as a CSV file, all of them as a workbook, and a code book.
Nothing in them tells more than the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.notices import codebook
from consultation.public.results import Figure, PublicResults, PublicTable, figures_of
from consultation.public.rounding import Rounding
from consultation.public.table_workbook import about, table_workbook
from consultation.tables.as_xlsx import write_workbook
from consultation.words.french import sentence

# All files have the same columns: put one below the other, they are one table.
COLUMNS = {
    "table_id": "VARCHAR",
    "as_of": "DATE",
    "question_id": "VARCHAR",
    "item_id": "VARCHAR",
    "item_label": "VARCHAR",
    "column_id": "VARCHAR",
    "column_label": "VARCHAR",
    "row_id": "VARCHAR",
    "row_label": "VARCHAR",
    "person_count": "BIGINT",
    "count_status": "VARCHAR",
    "base_count": "BIGINT",
    "base_label": "VARCHAR",
    "person_share": "DOUBLE",
}
BOOK = "livre-de-code.csv"
"""No table has its name: no identifier of a form file has a hyphen, which those of tables may."""

_FIGURES = "figures"
"""What schemas/codebook.toml calls all of these files."""

BookRow = tuple[str, str, str, str]


def codebook_rows(results: PublicResults) -> Iterator[BookRow]:
    """The code book: how texts are written, what each column is in all files, then of each file
    what it shows and what its identifiers are."""
    yield codebook.writing_of_texts()
    statuses = codebook.SEPARATOR.join(_statuses(results.rounding))
    for column, kind in COLUMNS.items():
        values = statuses if column == "count_status" else codebook.shape_of(column, kind)
        yield "*.csv", column, codebook.meaning_of(_FIGURES, column), values
    for table in results.tables:
        yield table.id, "", _shown_in(table), codebook.title_and_grain(_FIGURES)[1]
        for column, labels in _identifiers(table).items():
            told = codebook.SEPARATOR.join(f"{code} = {label}" for code, label in labels.items())
            if told:
                yield table.id, column, codebook.meaning_of(_FIGURES, column), told


def _statuses(rounding: Rounding) -> tuple[str, str]:
    """How a count is told: a rounded number stands there, or it is of few."""
    return sentence("public", "rounded"), rounding.few


def _identifiers(table: PublicTable) -> dict[str, Mapping[str, str]]:
    """The identifiers of a table's items, columns and rows, with what people read."""
    return {
        "item_id": {row.item: row.item_label for row in table.rows if row.item},
        "column_id": {column.code: column.label for column in table.columns},
        "row_id": {row.code: row.label for row in table.rows},
    }


def _shown_in(table: PublicTable) -> str:
    """What a table shows, of whom, and the question as it was put."""
    title = table.title if table.title.endswith((".", "?", "!")) else f"{table.title}."
    return " ".join((title, *about(table)))


FOLDER = "tables"
WORKBOOK = "tableaux"


def write_tables(results: PublicResults, public: Path) -> None:
    """The folder of tables is in the public folder; the same results give the same bytes."""
    folder = public / FOLDER
    folder.mkdir(mode=0o700)
    for table in results.tables:
        write_csv(folder / f"{table.id}.csv", COLUMNS, _rows(table, results))
    write_csv(folder / BOOK, codebook.COLUMNS, codebook_rows(results))
    write_workbook(folder / f"{WORKBOOK}.xlsx", table_workbook(results))


def _rows(table: PublicTable, results: PublicResults) -> Iterator[tuple[object, ...]]:
    for figure in figures_of(table):
        values = _values(table, figure, results)
        yield tuple(values[column] for column in COLUMNS)


def _values(table: PublicTable, figure: Figure, results: PublicResults) -> dict[str, object]:
    """What each column holds of a figure."""
    rounded, few = _statuses(results.rounding)
    return {
        "table_id": table.id,
        "as_of": results.counted_until,
        "question_id": table.question_id or None,
        "item_id": figure.row.item or None,
        "item_label": figure.row.item_label or None,
        "column_id": figure.column.code,
        "column_label": figure.column.label,
        "row_id": figure.row.code,
        "row_label": figure.row.label,
        "person_count": figure.cell.count,
        "count_status": few if figure.cell.count is None else rounded,
        "base_count": figure.cell.base,
        "base_label": table.base if table.has_shares else "",
        "person_share": figure.cell.whole_share,
    }
