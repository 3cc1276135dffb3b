"""How the page is divided: a section for each table, with its chart, and its figures and pictures
folded below; a picture for a table, one for each item of a grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from consultation.charts import Picture, picture_of
from consultation.charts.captions import says_more
from consultation.charts.chart import MOST_BARS, Bar, Chart, Kind
from consultation.public.respondent_tables import say
from consultation.public.results import PublicResults, PublicTable, Row
from consultation.words.french import date, sentence

Draw = Callable[[Chart], Picture | None]
"""Draws a chart; None where the page is to do without its picture."""


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
class Section:
    """What is read together; `id` is the anchor of its address. `told` says of how many the bars
    that are shown of its chart are, and what else is to be known to read them."""

    id: str
    chart: Chart
    bars: tuple[Bar, ...]
    parts: tuple[Part, ...]
    told: tuple[str, ...]

    @property
    def question(self) -> str:
        """The question as it was put, where its title does not say it."""
        asked, title = self.chart.question, self.chart.title
        return asked if says_more(asked, title) else ""

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures, in order."""
        return tuple(part.picture for part in self.parts if part.picture)


def sections_of(results: PublicResults, draw: Draw = picture_of) -> tuple[Section, ...]:
    """The questions in their order, then who answered."""
    return tuple(_section(table, results, draw) for table in results.tables)


def _section(table: PublicTable, results: PublicResults, draw: Draw) -> Section:
    chart = replace(chart_of(table, results), title=table.title)
    bars = tuple(_bars_of_items(table, results)) or chart.drawn
    return Section(
        table.id,
        chart,
        bars,
        tuple(_part(one, results, draw) for one in table.by_item()),
        tuple(_lines_on_base(table, bars)),
    )


def _bars_of_items(table: PublicTable, results: PublicResults) -> Iterator[Bar]:
    """The bars of the first items of a grid: the totals of each, or the answer given most where it
    has none."""
    for item in table.by_item()[:MOST_BARS]:
        if item.rows[0].item:
            bars = chart_of(item, results).bars
            totals = [bar for bar in bars if bar.is_total]
            for bar in totals or [max(bars, key=lambda bar: bar.length)]:
                yield replace(bar, item=item.rows[0].item_label)


def _lines_on_base(table: PublicTable, shown: Sequence[Bar]) -> Iterator[str]:
    """Of how many the bars are, and which of the answers they are."""
    bases = {row.cells[0].base for row in table.rows}
    if table.has_shares and len(bases) == 1:
        yield say("of_so_many", base=bases.pop(), told=table.base)
    elif table.has_shares:
        yield say("of_each", told=table.base)
    yield from filter(None, [table.several])
    is_grid = any(bar.item for bar in shown)
    rows = table.by_item() if is_grid else (*table.totals, *table.rows)
    left = len(rows) - (len({bar.item for bar in shown}) if is_grid else len(shown))
    if left:
        yield say("in_the_table", count=left)
    elif is_grid and not any(bar.is_total for bar in shown):
        yield say("most_given")


def _part(table: PublicTable, results: PublicResults, draw: Draw) -> Part:
    chart = chart_of(table, results)
    is_drawn = chart.n and any(bar.count for bar in chart.bars)
    return Part(
        table,
        say("caption", title=chart.title, base=table.base) if table.has_shares else chart.title,
        draw(chart) if is_drawn else None,
        heading=table.rows[0].item_label,
    )


def chart_of(table: PublicTable, results: PublicResults) -> Chart:
    """The chart of a table, or of an item of a grid: its totals, then its rows."""
    items = {(row.item, row.item_label) for row in table.rows}
    item, item_label = items.pop() if len(items) == 1 else ("", "")
    base = results.person_count if table.kind is Kind.WEEKS else table.rows[0].cells[0].base
    return Chart(
        # What the files of a chart are called: letters, digits and hyphens.
        id=f"{table.id}--{item}".removesuffix("--").replace("_", "-"),
        kind=table.kind,
        title=f"{table.title} : {item_label}" if item else table.title,
        question=table.question or table.title,
        consultation=results.source,
        as_of=results.counted_until,
        n=base or 0,
        base=table.base,
        bars=(
            *(_bar(table, row, results, is_total=True) for row in table.totals),
            *(_bar(table, row, results) for row in table.rows),
        ),
        colour=results.colour,
        note=table.several or None,
    )


def _bar(table: PublicTable, row: Row, results: PublicResults, *, is_total: bool = False) -> Bar:
    """The bar of a row; that of a week is called by its first day, « 07/03 »."""
    is_dated_week = table.kind is Kind.WEEKS and row.id[:1].isdigit()
    label = date(dt.date.fromisoformat(row.id))[:5] if is_dated_week else row.label
    shown = sentence("totals", "label", name=label) if is_total else label
    return Bar(shown, row.cells[0].count, row.cells[0].share, results.rounding.few, is_total)
