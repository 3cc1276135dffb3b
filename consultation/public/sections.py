"""How the page is divided: a section for each question, one for who answered, each with its charts
and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from consultation.charts import Picture, picture_of
from consultation.public.charts_shown import chart_of
from consultation.public.results import PublicResults, PublicTable
from consultation.public.shown_tables import say


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


def sections_of(results: PublicResults) -> tuple[Section, ...]:
    """The questions in their order, then who answered."""
    about = {True: list[PublicTable](), False: list[PublicTable]()}
    for table in results.tables:
        about[bool(table.question_id)].append(table)
    ordered = sorted(about[True], key=_place_in(about[True]))
    return (
        *(
            _section(question, list(tables), results)
            for question, tables in groupby(ordered, key=lambda table: table.question_id)
        ),
        _section_of_everybody(about[False], results),
    )


def _place_in(tables: list[PublicTable]):  # noqa: ANN202
    first = {table.question_id: place for place, table in reversed(list(enumerate(tables)))}
    return lambda table: first[table.question_id]


def _section(question_id: str, tables: list[PublicTable], results: PublicResults) -> Section:
    first = tables[0]
    parts = tuple(part for table in tables for part in _parts(table, results))
    return Section(f"question-{question_id}", first.title, first.question, parts)


def _section_of_everybody(tables: list[PublicTable], results: PublicResults) -> Section:
    parts = [
        replace(part, heading=part.table.title, id=part.table.id)
        for table in tables
        for part in _parts(table, results)
    ]
    return Section("repondants", say("everybody"), "", tuple(parts))


def _parts(table: PublicTable, results: PublicResults) -> Iterator[Part]:
    """The table; of a grid, one for each item."""
    for item in dict.fromkeys(row.item for row in table.rows):
        rows = tuple(row for row in table.rows if row.item == item)
        chart = chart_of(table, item, results)
        label = rows[0].item_label
        caption = f"{table.title} : {label}" if label else table.title
        yield Part(
            replace(table, rows=rows),
            caption,
            picture_of(chart) if chart else None,
            heading=caption if label or table.kind in ("by_category", "rules", "themes") else "",
        )
