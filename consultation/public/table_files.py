"""public/tables/: each public table as a CSV file, all of them as a workbook, with a code
book and datapackage.json. Nothing in them tells more than the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.notices import codebook
from consultation.public.results import PublicResults, PublicTable
from consultation.public.table_descriptions import BOOK, COLUMNS, codebook_rows, write_description
from consultation.public.table_figures import Figure, figures_of, words_of
from consultation.public.table_workbook import table_workbook
from consultation.workbooks import write_workbook

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
    write_description(results, folder)


def _rows(table: PublicTable, results: PublicResults) -> Iterator[tuple[object, ...]]:
    for figure in figures_of(table):
        values = _values(table, figure, results)
        yield tuple(values[column] for column in COLUMNS)


def _values(table: PublicTable, figure: Figure, results: PublicResults) -> dict[str, object]:
    """What each column holds of a figure."""
    words = words_of(results.rounding)
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
        "count_status": words[figure.count_status],
        "base_count": figure.cell.base,
        "base_status": words[figure.base_status],
        "base_label": table.base if table.has_shares else "",
        "person_share": figure.cell.whole_share,
        "share_status": words[figure.share_status],
    }
