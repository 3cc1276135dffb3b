"""How the page is divided: a section for each question, one for who answered, each with its charts
and tables, in reading order; a chart for a question, one for each item of a grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from consultation.charts import Picture, picture_of
from consultation.charts.chart import Bar, Chart
from consultation.charts.chart import Kind as Drawn
from consultation.public.respondent_tables import say
from consultation.public.results import Kind, PublicResults, PublicTable, Row
from consultation.words.french import date

Draw = Callable[[Chart], Picture | None]
"""Draws a chart; None where the page is to do without its picture."""


@dataclass(frozen=True)
class Part:
    """A table, and its picture where it has one; of a grid, what is about one item.

    `caption` names the table; `heading` is there where the section has several parts, `id` where it
    can be linked to.
    """

    table: PublicTable
    caption: str
    picture: Picture | None = None
    heading: str = ""
    id: str = ""


@dataclass(frozen=True)
class Section:
    """What is read together; `id` is the anchor of its address."""

    id: str
    title: str
    question: str
    parts: tuple[Part, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its pictures, in order."""
        return tuple(part.picture for part in self.parts if part.picture)


def sections_of(results: PublicResults, draw: Draw = picture_of) -> tuple[Section, ...]:
    """The questions in their order, then who answered."""
    by_question: dict[str, list[PublicTable]] = {}
    for table in results.tables:
        by_question.setdefault(table.question_id, []).append(table)
    about_nothing = by_question.pop("", [])
    return (
        *(_section(question, tables, results, draw) for question, tables in by_question.items()),
        _section_of_everybody(about_nothing, results, draw),
    )


def _section(
    question_id: str, tables: list[PublicTable], results: PublicResults, draw: Draw
) -> Section:
    first = tables[0]
    parts = tuple(part for table in tables for part in _parts(table, results, draw))
    return Section(f"question-{question_id}", first.title, first.question, parts)


def _section_of_everybody(tables: list[PublicTable], results: PublicResults, draw: Draw) -> Section:
    parts = [
        replace(part, heading=part.table.title, id=part.table.id)
        for table in tables
        for part in _parts(table, results, draw)
    ]
    return Section("repondants", say("everybody"), "", tuple(parts))


def _parts(table: PublicTable, results: PublicResults, draw: Draw) -> Iterator[Part]:
    """The table; of a grid, one for each item."""
    for item in dict.fromkeys(row.item for row in table.rows):
        rows = tuple(row for row in table.rows if row.item == item)
        chart = chart_of(table, item, results)
        label = rows[0].item_label
        title = f"{table.title} : {label}" if label else table.title
        yield Part(
            replace(table, rows=rows),
            say("caption", title=title, base=table.base) if table.has_shares else title,
            draw(chart) if chart else None,
            heading=_heading(table, label),
        )


def _heading(table: PublicTable, item: str) -> str:
    """What sets a part apart from the others of its question; nothing for its first."""
    kind = {"by_category": "by_category", "rules": "by_rule", "themes": "themes"}.get(table.kind)
    if kind is None:
        return item
    return say(f"item_{kind}", item=item) if item else say(kind)


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
