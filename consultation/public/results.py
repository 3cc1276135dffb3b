"""What a public folder says: values, rounded already, that the page and the tables only write.

Nothing here holds a count that may not be published: a count of few is None, and never a number
that a writer would have to hide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from consultation.charts.chart import DEFAULT_COLOUR
from consultation.public.rounding import Cell, Rounding

# What a table is of: the answers to a question; totals of several of them; the same by category of
# respondents; those who answered, by category, by week, by département; under other counting rules;
# themes found in texts.
Kind = Literal[
    "answers", "totals", "by_category", "categories", "weeks", "departements", "rules", "themes"
]


@dataclass(frozen=True)
class Column:
    """A column of counts: `code` is an identifier (`total` where the table has one column), `label`
    what people read."""

    code: str
    label: str


@dataclass(frozen=True)
class Row:
    """A row: `code` is the identifier in the form file (a week: the ISO date of its Monday; a
    département: its number), `label` what people read; one cell per column. `item` and `item_label`
    are those of a grid's item, empty for other questions."""

    code: str
    label: str
    cells: tuple[Cell, ...]
    item: str = ""
    item_label: str = ""


@dataclass(frozen=True)
class PublicTable:
    """A table that may be published.

    `id` names its files and anchors (lower case, digits, hyphens and underscores; unique); `title`
    says in a line what it shows; `question` is the question as it was put to people, empty where it
    is about none, and `question_id` its identifier. `base` says in words whom the counts and shares
    are of; `row_title` heads the first column. `several` says why shares don't add up to
    100 %, empty where each person has one row; `notes` are sentences to read with it.
    """

    id: str
    kind: Kind
    title: str
    base: str
    row_title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    question: str = ""
    question_id: str = ""
    has_shares: bool = True
    several: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicNumber:
    """What was answered to a question that asks for a number: how many did, the answer in the
    middle, and those between which the middle half stands."""

    question_id: str
    title: str
    question: str
    count: int
    first_quartile: float
    median: float
    third_quartile: float


@dataclass(frozen=True)
class CountingRule:
    """A way of counting, in words; `count` is how many persons it counts, None for few."""

    id: str
    label: str
    explanation: str
    count: int | None


@dataclass(frozen=True)
class PublicQuote:
    """What somebody wrote and agreed that others read, word for word; `attribution` is a name that
    its author agreed to, or says that there is none."""

    text: str
    attribution: str
    theme: str = ""
    question: str = ""


@dataclass(frozen=True)
class PublicResults:
    """Everything that a public folder says.

    `counted_until` is the day of the last answer counted (« chiffres arrêtés au »); `person_count`
    is how many persons are counted under the main rule, rounded as every count is by `rounding`.
    `licence` and `address` (of the page) are those of the form file, empty where it says nothing,
    and `colour` (#rrggbb) its own or ours.
    """

    form_id: str
    title: str
    organisation: str
    contact: str
    recipient: str
    opened_on: dt.date | None
    closed_on: dt.date | None
    counted_until: dt.date
    person_count: int
    rounding: Rounding
    tables: tuple[PublicTable, ...]
    numbers: tuple[PublicNumber, ...] = ()
    rules: tuple[CountingRule, ...] = ()
    quotes: tuple[PublicQuote, ...] = ()
    limits: tuple[str, ...] = ()
    licence: str = ""
    address: str = ""
    colour: str = DEFAULT_COLOUR
    is_example: bool = False

    @property
    def source(self) -> str:
        """Who counted, as pictures and tables name their source."""
        return f"{self.organisation}, « {self.title} »"


@dataclass(frozen=True)
class Figure:
    """A count of persons where it stands in its table."""

    row: Row
    column: Column
    cell: Cell


def figures_of(table: PublicTable) -> Iterator[Figure]:
    """The figures of a table: for each item of a grid, column after column, so that those that
    share a denominator follow each other."""
    for _, rows in groupby(table.rows, key=lambda row: row.item):
        of_item = list(rows)
        for number, column in enumerate(table.columns):
            for row in of_item:
                yield Figure(row, column, row.cells[number])
