"""How the page is divided: a section for each question and one for each table of who answered, each
with its chart, and its tables and their pictures folded below; a picture for a question, one for
each item of a grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from consultation.charts import Picture, picture_of
from consultation.charts import chart as charts
from consultation.charts.captions import says_more
from consultation.public.respondent_tables import ALL, say
from consultation.public.results import Kind, PublicResults, PublicTable, Row
from consultation.public.rounding import Cell
from consultation.words.french import date, sentence

Draw = Callable[[charts.Chart], Picture | None]
"""Draws a chart; None where the page is to do without its picture."""

MOST_BARS = 8
"""Of a question or of a list of places; the others are in the table."""


@dataclass(frozen=True)
class Part:
    """A table, and its picture where it has one; of a grid, what is about one item.

    `caption` names the table; `heading` tells it from the others of its section.
    """

    table: PublicTable
    caption: str
    picture: Picture | None = None
    heading: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of the page's chart: `part` is how long it is, from 0 to 1; `item` stands above the
    bars of an item of a grid."""

    label: str
    cell: Cell
    part: float
    item: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class Section:
    """What is read together; `id` is the anchor of its address, `kind` that of its first table.
    `told` says of how many its bars are, and what else is to be known to read them."""

    id: str
    title: str
    question: str
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    told: tuple[str, ...]
    kind: Kind

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures, in order."""
        return tuple(part.picture for part in self.parts if part.picture)


def sections_of(results: PublicResults, draw: Draw = picture_of) -> tuple[Section, ...]:
    """The questions in their order, then who answered."""
    by_subject: dict[str, list[PublicTable]] = {}
    for table in results.tables:
        by_subject.setdefault(table.question_id or table.id, []).append(table)
    return tuple(_section(tables, results, draw) for tables in by_subject.values())


def _section(tables: list[PublicTable], results: PublicResults, draw: Draw) -> Section:
    first = tables[0]
    bars = list(_bars(tables))
    return Section(
        f"question-{first.question_id}" if first.question_id else first.id,
        first.title,
        first.question if says_more(first.question, first.title) else "",
        tuple(_parts(tables, results, draw)),
        tuple(bars),
        tuple(_lines_on_base(first, bars)),
        first.kind,
    )


def _bars(tables: Sequence[PublicTable]) -> Iterator[Bar]:
    """The chart: totals first, then answers in their order; of a grid, the totals of each item, or
    the answer given most where it has none. Of a long list, the longest bars."""
    first = tables[0]
    totals = [row for table in tables if table.kind == "totals" for row in table.rows]
    items = list(dict.fromkeys(row.item for row in first.rows))
    longest = max((row.cells[0].count or 0 for row in first.rows), default=0)
    for item in items[:MOST_BARS]:
        of_item = [row for row in first.rows if row.item == item]
        above = [row for row in totals if row.item == item]
        if item:
            shown = [] if above else sorted(of_item, key=_count, reverse=True)[:1]
        elif first.kind == "weeks":
            shown = of_item
        else:
            most = sorted(of_item, key=_count, reverse=True)[:MOST_BARS]
            shown = [row for row in of_item if row in most]
        for row in (*above, *shown):
            cell = row.cells[0]
            part = cell.share if first.has_shares else (cell.count or 0) / max(1, longest)
            label = _label_of(first, row)
            yield Bar(label, cell, part or 0, row.item_label, is_total=row in above)


def _count(row: Row) -> int:
    """What a row is ordered by: few are more than nobody."""
    count = row.cells[0].count
    return 1 if count is None else count


def _lines_on_base(table: PublicTable, bars: Sequence[Bar]) -> Iterator[str]:
    """Of how many the bars are, and which of the answers they are."""
    bases = {bar.cell.base for bar in bars}
    if table.has_shares and len(bases) == 1:
        yield say("of_so_many", base=bases.pop(), told=table.base)
    elif table.has_shares:
        yield say("of_each", told=table.base)
    yield from filter(None, [table.several])
    shown = {bar.item if bar.item else bar.label for bar in bars}
    left = len({row.item_label or _label_of(table, row) for row in table.rows} - shown)
    if left:
        yield say("in_the_table", count=left)
    elif any(bar.item for bar in bars) and not any(bar.is_total for bar in bars):
        yield say("most_given")


def _parts(tables: Sequence[PublicTable], results: PublicResults, draw: Draw) -> Iterator[Part]:
    """The answers, by category and under other rules side by side; then themes. Totals are all in
    the chart, and first in the picture. Of a grid, a table for each item."""
    first, *others = tables
    totals = [row for table in others if table.kind == "totals" for row in table.rows]
    beside = [table for table in others if table.kind in ("by_category", "rules")]
    for table in (first, *(table for table in others if table.kind == "themes")):
        whole = _side_by_side(table, beside if table is first else ())
        for item in dict.fromkeys(row.item for row in table.rows):
            rows = tuple(row for row in whole.rows if row.item == item)
            above = [row for row in totals if row.item == item and table is first]
            chart = chart_of(table, item, results, above)
            label = rows[0].item_label
            title = f"{table.title} : {label}" if label else table.title
            yield Part(
                replace(whole, rows=rows),
                say("caption", title=title, base=table.base) if table.has_shares else title,
                draw(chart) if chart else None,
                heading=label or (say("themes") if table is not first else ""),
            )


def _side_by_side(first: PublicTable, others: Sequence[PublicTable]) -> PublicTable:
    """The table with the columns of others of the same rows; what all of them count stands once."""
    places = [
        (table, place)
        for table in (first, *others)
        for place, column in enumerate(table.columns)
        if column.code != ALL
    ]
    rows = tuple(
        replace(row, cells=tuple(table.rows[number].cells[place] for table, place in places))
        for number, row in enumerate(first.rows)
    )
    columns = tuple(table.columns[place] for table, place in places)
    notes = tuple(note for table in (first, *others) for note in table.notes)
    return replace(first, columns=columns, rows=rows, notes=notes)


DRAWN: dict[Kind, charts.Kind] = {
    "answers": charts.Kind.OPTIONS,
    "categories": charts.Kind.CATEGORIES,
    "themes": charts.Kind.THEMES,
    "weeks": charts.Kind.WEEKS,
    "departements": charts.Kind.DEPARTEMENTS,
}


def chart_id(table: PublicTable, item: str) -> str:
    """What the files of a chart are called: letters, digits and hyphens."""
    return f"{table.id}--{item}".removesuffix("--").replace("_", "-")


def chart_of(
    table: PublicTable, item: str, results: PublicResults, totals: Sequence[Row] = ()
) -> charts.Chart | None:
    """The chart of a table, or of an item of a grid, below its totals; None where its kind is not
    drawn, or where there is nobody."""
    rows = [row for row in table.rows if row.item == item]
    cells = [row.cells[0] for row in rows]
    base = results.person_count if table.kind == "weeks" else next((c.base for c in cells), None)
    drawn = DRAWN.get(table.kind)
    if drawn is None or len(table.columns) > 1 or not base or not any(c.count for c in cells):
        return None
    title = f"{table.title} : {rows[0].item_label}" if item else table.title
    return charts.Chart(
        id=chart_id(table, item),
        kind=drawn,
        title=title,
        question=table.question or table.title,
        consultation=results.source,
        as_of=results.counted_until,
        n=base,
        base=table.base if table.kind == "answers" else None,
        bars=(
            *(_drawn_bar(table, row, results, is_total=True) for row in totals),
            *(_drawn_bar(table, row, results) for row in rows),
        ),
        colour=results.colour,
        note=table.several or None,
    )


def _drawn_bar(
    table: PublicTable, row: Row, results: PublicResults, *, is_total: bool = False
) -> charts.Bar:
    cell = row.cells[0]
    label = _label_of(table, row)
    label = sentence("totals", "label", name=label) if is_total else label
    return charts.Bar(label, cell.count, cell.share, results.rounding.few, is_total)


def _label_of(table: PublicTable, row: Row) -> str:
    """The label of a bar: of a week, its first day, as « 07/03 »."""
    is_dated_week = table.kind == "weeks" and row.code[:1].isdigit()
    return date(dt.date.fromisoformat(row.code))[:5] if is_dated_week else row.label
