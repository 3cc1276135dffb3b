"""resultats.csv: every figure of the page, a row each, labels beside identifiers. Its columns are
explained in LISEZMOI.txt (`schemas/public.txt`)."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.public.results import Figure, PublicResults, PublicTable, figures_of
from consultation.words.french import sentence

CSV = "resultats.csv"


def write_figures(results: PublicResults, folder: Path) -> None:
    """Write resultats.csv into the folder; the same results give the same bytes."""
    rows = [
        _values(table, figure, results) for table in results.tables for figure in figures_of(table)
    ]
    write_csv(folder / CSV, rows[0], (tuple(row.values()) for row in rows))


def _values(table: PublicTable, figure: Figure, results: PublicResults) -> dict[str, object]:
    """What each column holds of a figure."""
    is_few = figure.cell.count is None
    return {
        "table_id": table.id,
        "table_label": table.title,
        "as_of": results.counted_until,
        "question_id": table.question_id or None,
        "item_id": figure.row.item or None,
        "item_label": figure.row.item_label or None,
        "column_id": figure.column.code,
        "column_label": figure.column.label,
        "row_id": figure.row.code,
        "row_label": figure.row.label,
        "person_count": figure.cell.count,
        "count_status": results.rounding.few if is_few else sentence("public", "rounded"),
        "base_count": figure.cell.base,
        "base_label": table.base if table.has_shares else None,
        "person_share": figure.cell.whole_share,
    }
