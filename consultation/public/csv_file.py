"""resultats.csv: every figure of the page's tables, a row each, labels beside identifiers.

LISEZMOI.txt explains its columns (`schemas/public.txt`).
"""

from __future__ import annotations

from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.public.results import Column, PublicResults, PublicTable, Row
from consultation.public.rounding import Cell
from consultation.words.french import sentence

CSV = "resultats.csv"


def write_figures(results: PublicResults, folder: Path) -> None:
    """Write resultats.csv into the folder; the same results give the same bytes."""
    rows = [
        _values(results, table, row, column, cell)
        for table in results.tables
        for row in (*table.totals, *table.rows)
        for column, cell in zip(table.columns, row.cells, strict=False)
    ]
    write_csv(folder / CSV, rows[0], (tuple(row.values()) for row in rows))


def _values(
    results: PublicResults, table: PublicTable, row: Row, column: Column, cell: Cell
) -> dict[str, object]:
    """What each column of the file holds of a figure."""
    few, rounded = results.rounding.few, sentence("public", "rounded")
    return {
        "table_id": table.id,
        "table_label": table.title,
        "as_of": results.counted_until,
        "question_id": table.question_id or None,
        "item_id": row.item or None,
        "item_label": row.item_label or None,
        "column_id": column.id,
        "column_label": column.label,
        "row_id": row.id,
        "row_label": row.label,
        "person_count": cell.count,
        "count_status": few if cell.count is None else rounded,
        "base_count": cell.base,
        "base_label": table.base if table.has_shares else None,
        "person_share": cell.whole_share,
    }
