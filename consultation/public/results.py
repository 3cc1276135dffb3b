"""The values of a public folder, already rounded: page, pictures and file only write them.

No value here is a count that may not be published: a count of few people is None.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from consultation.public.rounding import Cell, Rounding

DEFAULT_COLOUR = "#1f5a99"


class Kind(StrEnum):
    """The subject of a table's rows: answers, themes, categories, weeks or départements."""

    ANSWERS = "answers"
    THEMES = "themes"
    CATEGORIES = "categories"
    WEEKS = "weeks"
    DEPARTEMENTS = "departements"


@dataclass(frozen=True)
class Column:
    """A column of counts. `label` is its title.

    `id` is `total` for everybody, `categorie-…` for a category, `regle-…` for a counting rule other
    than the main rule.
    """

    id: str
    label: str


@dataclass(frozen=True)
class Row:
    """A row of a table, with a cell per column.

    `id` is the identifier in the form file (a week: the ISO date of its Monday, a département: its
    number), `label` the text for people. `item` and `item_label` name a grid's item, and are empty
    for other questions.
    """

    id: str
    label: str
    cells: tuple[Cell, ...]
    item: str = ""
    item_label: str = ""


@dataclass(frozen=True)
class PublicTable:
    """A table that may be published. A question has at most a single table.

    - `id`: unique, names its pictures and anchors (lower case, digits, hyphens, underscores).
    - `title`: a line on its content. `base`: the people counted. `row_title`: the heading of the
      first column.
    - `question`: the wording on the form, empty if the table is about no question.
    - `totals`: rows that count several answers together, with the column for everybody only.
    - `several`: why shares don't add up to 100 %. Empty if each person is in a single row.
    - `notes`: sentences to read with the table.
    """

    id: str
    kind: Kind
    title: str
    base: str
    row_title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    question: str = ""
    question_id: str = ""
    has_shares: bool = True
    several: str = ""
    notes: tuple[str, ...] = ()

    def by_item(self) -> tuple[PublicTable, ...]:
        """A table for each item of a grid, with an id made of both: `question-avis`, item `rue` →
        `question-avis--rue`. For a question that is no grid, only the table itself."""
        items = {row.item: row.item_label for row in self.rows}
        return tuple(
            replace(
                self,
                id=f"{self.id}--{item}" if item else self.id,
                title=f"{self.title} : {label}" if item else self.title,
                rows=tuple(row for row in self.rows if row.item == item),
                totals=tuple(row for row in self.totals if row.item == item),
            )
            for item, label in items.items()
        )


@dataclass(frozen=True)
class PublicNumber:
    """The answers to a number question: the rounded count of answers, and their quartiles."""

    question_id: str
    title: str
    question: str
    count: int
    first_quartile: float
    median: float
    third_quartile: float


@dataclass(frozen=True)
class CountingRule:
    """A counting rule in words. `count` is the rounded number of respondents under the rule. `None`
    if they are too few to publish."""

    label: str
    explanation: str
    count: int | None


@dataclass(frozen=True)
class PublicQuote:
    """Words that people chose to quote, from a text that its author agreed to have sent.

    `attribution` is a name that the author agreed to show, or « sans nom ».
    """

    text: str
    attribution: str
    theme: str = ""
    question: str = ""


@dataclass(frozen=True)
class PublicResults:
    """The content of a public folder.

    - `counted_until`: the day of the last answer counted (« chiffres arrêtés au »).
    - `person_count`: the number of persons under the main rule, rounded by `rounding` like every
      count.
    - `licence` and `address` (of the page): as in the form file, empty if it has none.
    - `colour`: #rrggbb, from the form file or our default.
    """

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
        """The source under pictures and tables: « Asso », « Vidéo » → `Asso, « Vidéo »`."""
        return f"{self.organisation}, « {self.title} »"
