"""resultats.csv: a row per figure of the page's tables, with identifiers and labels.

LISEZMOI.txt explains its columns (`schemas/public.txt`).
"""

from __future__ import annotations

from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.public.results import Column, PublicResults, PublicTable, Row
from consultation.public.rounding import Cell
from consultation.words.french import sentence

CSV = "resultats.csv"
COLUMNS = (
    *("table_id", "table_label", "as_of", "question_id", "item_id", "item_label"),
    *("column_id", "column_label", "row_id", "row_label"),
    *("person_count", "count_status", "base_count", "base_label", "person_share"),
)


def write_figures(results: PublicResults, folder: Path) -> None:
    """Write resultats.csv to the folder. The same results give the same bytes."""
    rows = (
        _values(results, table, row, column, cell)
        for table in results.tables
        for row in (*table.totals, *table.rows)
        for column, cell in zip(table.columns, row.cells, strict=False)
    )
    write_csv(folder / CSV, COLUMNS, rows)


def _values(
    results: PublicResults, table: PublicTable, row: Row, column: Column, cell: Cell
) -> tuple[object, ...]:
    """The row of resultats.csv for a cell of a table, with a value per column of the file."""
    few, rounded = results.rounding.few, sentence("public", "rounded")
    return (
        *(table.id, table.title, results.counted_until, table.question_id or None),
        *(row.item or None, row.item_label or None),
        *(column.id, column.label, row.id, row.label),
        *(cell.count, few if cell.count is None else rounded),
        *(cell.base, table.base if table.has_shares else None, cell.whole_share),
    )
