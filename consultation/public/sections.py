"""The sections of the page: a section per table, with its chart. Below, readers can unfold the
figures and pictures. A table has a picture, and a grid's table has a picture per item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from consultation.public.pictures.captions import says_more
from consultation.public.pictures.chart import MOST_BARS, Chart, length
from consultation.public.pictures.drawing import Picture, picture_of
from consultation.public.respondent_tables import say
from consultation.public.results import PublicResults, PublicTable, Row

Draw = Callable[[Chart], Picture | None]
"""Draws a chart. Returns None if the page has to do without this picture."""


@dataclass(frozen=True)
class Part:
    """A table, or for a grid the table of one item, with a picture if there is one.

    `caption` names the table. `heading` is the label of the item, empty for other tables.
    """

    table: PublicTable
    caption: str
    picture: Picture | None = None
    heading: str = ""


@dataclass(frozen=True)
class Section:
    """A table as the page shows it: its chart with `bars`, and `parts`, the figures and pictures
    that readers can unfold below the chart.

    `sentences` are about the denominator of the bars, and other notes needed to read them.
    """

    table: PublicTable
    chart: Chart
    bars: tuple[Row, ...]
    parts: tuple[Part, ...]
    sentences: tuple[str, ...]

    @property
    def question(self) -> str:
        """The original wording of the question. Empty if the title begins with it."""
        question, title = self.table.question, self.table.title
        return question if says_more(question, title) else ""

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of the parts, in order. Parts without a picture are skipped."""
        return tuple(part.picture for part in self.parts if part.picture)


def sections_of(results: PublicResults, draw: Draw = picture_of) -> tuple[Section, ...]:
    """The sections of the page, one per table, in the order of the tables: answers, themes, then
    the respondents."""
    return tuple(_section(table, results, draw) for table in results.tables)


def _section(table: PublicTable, results: PublicResults, draw: Draw) -> Section:
    chart = Chart(table, results)
    bars = tuple(_bars_of_items(table)) or chart.drawn
    parts = tuple(_part(Chart(item_table, results), draw) for item_table in table.by_item())
    return Section(table, chart, bars, parts, tuple(_lines_on_base(table, bars)))


def _bars_of_items(table: PublicTable) -> Iterator[Row]:
    """Yield the rows to draw as bars for the first `MOST_BARS` items of a grid: the totals of each
    item, or its most frequent answers (several if rounding makes them equal) if it has no totals.
    Yield nothing if the table is about no grid."""
    for item in table.by_item()[:MOST_BARS]:
        if item.rows[0].item:
            longest = max(map(length, item.rows))
            yield from item.totals or [row for row in item.rows if length(row) == longest]


def _lines_on_base(table: PublicTable, drawn: Sequence[Row]) -> Iterator[str]:
    """Yield the sentences that explain a chart: the denominator of its bars, why shares don't add
    up to 100 %, and how many rows of the table it leaves out (for a grid, how many items). `drawn`
    are the rows that it draws."""
    bases = {row.cells[0].base for row in table.rows}
    if table.has_shares and len(bases) == 1:
        yield say("of_so_many", base=bases.pop(), told=table.base)
    elif table.has_shares:
        yield say("of_each", told=table.base)
    yield from filter(None, [table.several])
    is_grid = any(row.item for row in drawn)
    rows = table.by_item() if is_grid else (*table.totals, *table.rows)
    left = len(rows) - (len({row.item for row in drawn}) if is_grid else len(drawn))
    if left:
        yield say("in_the_table", count=left)
    elif is_grid and not any(row in table.totals for row in drawn):
        yield say("most_given")


def _part(chart: Chart, draw: Draw) -> Part:
    table = chart.table
    return Part(
        table,
        say("caption", title=table.title, base=table.base) if table.has_shares else table.title,
        draw(chart) if chart.has_somebody and chart.base_count else None,
        heading=table.rows[0].item_label,
    )
