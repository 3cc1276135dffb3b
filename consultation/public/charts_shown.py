"""Which tables are drawn, and as what: one chart for a question, one for each item of a grid."""

from __future__ import annotations

import datetime as dt

from consultation.charts.chart import Bar, Chart
from consultation.charts.chart import Kind as Drawn
from consultation.public.results import Kind, PublicResults, PublicTable, Row
from consultation.words.french import date

DRAWN: dict[Kind, Drawn] = {
    "answers": Drawn.OPTIONS,
    "categories": Drawn.CATEGORIES,
    "themes": Drawn.THEMES,
    "weeks": Drawn.WEEKS,
    "departements": Drawn.DEPARTEMENTS,
}


def chart_id(table: PublicTable, item: str) -> str:
    """What the files of a chart are called: letters, digits and hyphens."""
    return f"{table.id}--{item}".removesuffix("--").replace("_", "-")


def chart_of(table: PublicTable, item: str, results: PublicResults) -> Chart | None:
    """The chart of a table, or of an item of a grid; None where its kind is not drawn, or where
    there is nobody."""
    rows = [row for row in table.rows if row.item == item]
    cells = [row.cells[0] for row in rows]
    base = results.person_count if table.kind == "weeks" else next((c.base for c in cells), None)
    drawn = DRAWN.get(table.kind)
    if drawn is None or len(table.columns) > 1 or not base or not any(c.count for c in cells):
        return None
    title = f"{table.title} : {rows[0].item_label}" if item else table.title
    return Chart(
        id=chart_id(table, item),
        kind=drawn,
        title=title,
        question=table.question or table.title,
        consultation=results.source,
        as_of=results.counted_until,
        n=base,
        base=table.base if table.kind == "answers" else None,
        bars=tuple(_bar(table, row, results.rounding.few) for row in rows),
        colour=results.colour,
        note=table.several or None,
    )


def _bar(table: PublicTable, row: Row, few: str) -> Bar:
    cell = row.cells[0]
    is_dated_week = table.kind == "weeks" and row.code[:1].isdigit()
    label = date(dt.date.fromisoformat(row.code))[:5] if is_dated_week else row.label
    return Bar(label, cell.count, cell.share, few)
