"""The topics of a form: what a person is asked about each question, column or group of columns.

A topic never shows a cell except the choices of a list, which a form file would repeat as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from consultation.exports.export_parts import HeadedColumn
from consultation.forms.identifiers import Ids
from consultation.forms.spelling import spelling_of
from consultation.proposals.census import Profile
from schemas.form_values import Kind

Role = Literal["email", "name", "collective", "commune", "postcode", "phone"]

ROLES: tuple[Role, ...] = ("email", "name", "collective", "commune", "postcode", "phone")
CLOSED: tuple[Kind, ...] = ("choice", "choices", "grid")
OPEN_KINDS: tuple[Kind, ...] = ("text", "number", "date", "time")
LONE = frozenset(("question", "ignored", "consent", *ROLES))
LONGEST_OPTION_ID = 30


@dataclass(frozen=True)
class Option:
    """A choice of a question, or an item of a grid: its id, and the spellings that cells or
    headings have for it."""

    id: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class DeclaredQuestion:
    """A question as a form file declares it. `headers` are its headings, and `other` the headings
    of the column for « autre ». `columns` are its columns in the export, empty without an
    export."""

    id: str
    kind: Kind
    headers: tuple[str, ...]
    title: str | None = None
    other: tuple[str, ...] = ()
    items: tuple[Option, ...] = ()
    choices: tuple[Option, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # totals: name, ids of choices
    remarks: tuple[str, ...] = ()
    columns: tuple[HeadedColumn, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every heading of the question's columns, with the headings of the column for « autre
        »."""
        return (*self.headers, *self.other)


class Value(NamedTuple):
    """A text that cells hold (`text`): a spelling of the choice whose id is `choice`. `key` is the
    `key_of` the text, and `cells` the number of cells that hold it. `cells` is None without an
    export, or with too many values to count."""

    key: str
    choice: str
    text: str
    cells: int | None


@dataclass(frozen=True)
class Topic:
    """A question, or a column that may be a question, under its headings.

    `question` is its declaration as a question. `kinds` are its possible kinds, the likeliest
    first. `uses` are all its possible uses: `question`, `ignored`, `consent`, `category`, a role,
    or `rewording` (it is the column of another topic under a new heading). `ignored_as` are the
    headings to write under `ignored`. `is_category`: it may ask who answers. `is_agreement`: it
    mentions consent, but is not guessed to ask for it. `is_written`: the form file has it, not only
    the export.
    """

    question: DeclaredQuestion
    kinds: tuple[Kind, ...]
    uses: frozenset[str]
    ignored_as: tuple[str, ...]
    use: str  # in the form file, or the guess for a new column
    values: tuple[Value, ...] = ()
    remarks: tuple[str, ...] = ()
    filled: int | None = None
    is_category: bool = False
    is_agreement: bool = False
    is_written: bool = False
    named_by: str = ""  # its heading in the form file, if that is not its first

    @property
    def heading(self) -> str:
        """The heading that names the topic in the form file or, if the form file lacks the topic,
        in the export."""
        return self.named_by or self.question.headers[0]

    @property
    def key(self) -> str:
        """The short name of the topic in a person's answers. It is the same for an export and its
        form file."""
        return key_of(self.heading)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading of the topic's columns, with the heading of the column for « autre »."""
        return self.question.spellings

    def can_be_headed_as(self, new: Topic) -> bool:
        """True if `new`, a column of the export, may be this topic of the form file under a new
        heading.

        Both must be of the same kind, or be possible for every role. False if this topic is
        ignored. False if the export has a column for it already: its rows would answer twice.
        """
        are_lone = self.uses & new.uses >= LONE
        is_alike = are_lone or self.question.kind == new.question.kind
        return self.use != "ignored" and not self.question.columns and is_alike

    def asked_as(self, kind: Kind) -> DeclaredQuestion:
        """The question, declared with the kind `kind` instead of its own. If people type answers of
        this kind, such as `text`, the question loses its choices and totals."""
        if kind == self.question.kind:
            return self.question
        if kind in CLOSED:
            return replace(self.question, kind=kind)
        return replace(self.question, kind=kind, choices=(), groups=())


def key_of(text: str) -> str:
    """A short name of a text, safe in any page: the first 12 hexadecimal digits of its SHA-256.
    Texts that only differ in spaces or apostrophes have the same name."""
    return hashlib.sha256(spelling_of(text).encode("utf-8", "replace")).hexdigest()[:12]


def uses_of(question: DeclaredQuestion) -> frozenset[str]:
    """The possible uses of a question: always `question` and `ignored`. A text, number, date or
    time may also be `consent` or a role such as `email`. A choice without « autre » may be all of
    these, and `category`."""
    if question.kind in OPEN_KINDS:
        return LONE
    if question.kind == "choice" and not question.other:
        return LONE | {"category"}
    return frozenset(("question", "ignored"))


def options_of(spellings: Iterable[tuple[str, ...]], otherwise: str) -> tuple[Option, ...]:
    """An option for each tuple of spellings: « Très utile » → id `tres_utile`. An id that is also a
    spelling of another option gets a number. `otherwise`: id of a text without ASCII letters or
    digits."""
    listed = list(spellings)
    taken = {spelling_of(text) for texts in listed for text in texts}
    ids = Ids(taken, otherwise, LONGEST_OPTION_ID)
    return tuple(
        Option(ids.new(texts[0], own={*map(spelling_of, texts)}), texts) for texts in listed
    )


def with_counts(topic: Topic, headed: Sequence[HeadedColumn], profiles: Sequence[Profile]) -> Topic:
    """The topic with two counts from an export: its filled cells, and the cells with each of its
    choices. `headed` are its columns. `profiles` are the profiles of all columns of the export."""
    columns = [(column.label, profiles[column.heading.position]) for column in headed]
    filled = max((profile.filled for _, profile in columns), default=None)
    return replace(topic, values=values_of(topic.question, columns), filled=filled)


def values_of(
    question: DeclaredQuestion, columns: Sequence[tuple[str, Profile]] = ()
) -> tuple[Value, ...]:
    """Each spelling of each choice of the question, with the number of cells that hold it.

    `columns` are the labels and profiles of the question's columns. Without columns, no cell is
    counted.
    """
    return tuple(
        Value(
            key_of(text),
            choice.id,
            text,
            _count(spelling_of(text), question.kind, columns) if columns else None,
        )
        for choice in question.choices
        for text in choice.spellings or (choice.id,)
    )


def _count(text: str, kind: Kind, columns: Sequence[tuple[str, Profile]]) -> int | None:
    if kind == "choices":
        box = next((profile for label, profile in columns if label == text), None)
        if box is not None and box.is_ticks:
            ticks = (count for cell, count in box.values.items() if cell in box.door.ticked)
            return sum(ticks) if box.door.unticked else box.filled
        first = columns[0][1]
        if first.is_ticks or first.joined.given_up:
            return None if first.joined.given_up else 0
        return first.joined.counts[text]
    if any(profile.is_varied for _, profile in columns):
        return None
    return sum(profile.values.get(text, 0) for _, profile in columns)
