"""The topics of a form: what a person is asked about each question, column or group of columns.

A topic never shows a cell but the choices of a list, which a form file would repeat as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from consultation.exports import Door
from consultation.exports.heading_places import Place
from consultation.forms.spelling import spelling_of
from consultation.proposals.census import Census, Profile
from consultation.proposals.draft import ROLES
from consultation.proposals.plan import DeclaredQuestion, LeftOut, Option, Plan
from consultation.words.french import sentence
from schemas.form_values import Kind

CLOSED: tuple[Kind, ...] = ("choice", "choices", "grid")
OPEN_KINDS: tuple[Kind, ...] = ("text", "number", "date", "time")
LONE = frozenset(("question", "ignored", "consent", *ROLES))


class Value(NamedTuple):
    """A way to spell a choice, and how many cells hold it: None where no export is at hand, or
    where its column holds too much to tell."""

    key: str
    choice: str
    text: str
    cells: int | None


@dataclass(frozen=True)
class Topic:
    """A question, or a column that may be one, under its headings.

    `question` says what would be declared of it as a question, `kinds` of which kinds (the
    likeliest first); `uses` are what it can be: `question`, `ignored`, `consent`, `category`, a
    role, or the `rewording` of another. `ignored_as` are the headings that leave it out.
    """

    question: DeclaredQuestion
    kinds: tuple[Kind, ...]
    uses: frozenset[str]
    ignored_as: tuple[str, ...]
    values: tuple[Value, ...] = ()
    remarks: tuple[str, ...] = ()
    filled: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    use: str = ""  # in the form file; for a new column, what it is guessed to be
    is_written: bool = False  # in the form file, not only in the export
    named_by: str = ""  # where the form file knows it by another heading than its first

    @property
    def heading(self) -> str:
        """The heading that it is known by."""
        return self.named_by or self.question.headers[0]

    @property
    def key(self) -> str:
        """What answers call it, here and in the form file that they give."""
        return key_of(self.heading)

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading of its columns."""
        return self.question.spellings

    def can_be_headed_as(self, new: Topic) -> bool:
        """Its columns may be those of the other, under another heading; not where both are in one
        export, which would answer twice."""
        are_lone = self.uses & new.uses >= LONE
        is_alike = are_lone or self.question.kind == new.question.kind
        return self.use != "ignored" and not self.question.places and is_alike

    def asked_as(self, kind: Kind) -> DeclaredQuestion:
        """The question of a kind that it is declared as."""
        if kind == self.question.kind:
            return self.question
        choices = self.question.choices if kind in CLOSED else ()
        return replace(self.question, kind=kind, choices=choices)


def key_of(text: str) -> str:
    """A short name of a heading or of a choice's text, safe in any page whatever is written."""
    return hashlib.sha256(spelling_of(text).encode("utf-8", "replace")).hexdigest()[:12]


def topics_of(plan: Plan, census: Census, door: Door) -> tuple[Topic, ...]:
    """Every topic of an export in its order, as the plan guesses it."""
    topics = {topic.key: topic for topic in (_declared_topic(one) for one in plan.questions)}
    for one in plan.left_out:
        topic = _left_out_topic(one)
        twin = topics.get(topic.key)  # columns that nothing tells apart go together
        topics[topic.key] = replace(twin, left_out=(*twin.left_out, one)) if twin else topic
    found = (with_counts(topic, topic.question.places, census, door) for topic in topics.values())
    return tuple(sorted(found, key=lambda topic: topic.question.places[0].heading.position))


def _declared_topic(question: DeclaredQuestion) -> Topic:
    is_lone = len(question.places) == 1
    uses = frozenset(("question", "ignored"))
    if is_lone and question.kind in (*OPEN_KINDS, "choice"):
        uses = LONE | {"category"} if question.kind == "choice" else LONE
    remark = sentence("remarks", "left_by_choice")
    aside = LeftOut(question.places[0], question.aside, (remark,))
    return Topic(
        question,
        kinds=(question.kind,),
        uses=uses,
        ignored_as=question.aside,
        remarks=question.remarks,
        left_out=(aside,),
    )


def _left_out_topic(one: LeftOut) -> Topic:
    question = one.question or DeclaredQuestion("", "text", one.written, places=(one.place,))
    is_closed = bool(question.choices)
    uses = LONE if one.question else frozenset({"ignored"})
    return Topic(
        question,
        kinds=(question.kind, "text") if is_closed else OPEN_KINDS,
        uses=uses | {"category"} if is_closed else uses,
        ignored_as=one.written,
        remarks=_remarks_on_screen(one),
        left_out=(one,),
    )


def _remarks_on_screen(one: LeftOut) -> tuple[str, ...]:
    """Why a column is what it is guessed to be, without a word of the form file's own."""
    if one.role is None:
        return one.remarks
    if one.role == "consent":
        return (sentence("asked", "consent"),)
    return (sentence("asked", "role", thing=sentence("things", one.role)),)


def with_counts(topic: Topic, places: Sequence[Place], census: Census, door: Door) -> Topic:
    """The topic with its choices as the cells of its columns hold them."""
    columns = [(place.label, census.profiles[place.heading.position]) for place in places]
    values = values_of(topic.question.choices, topic.question.kind, columns, door)
    filled = max((profile.filled for _, profile in columns), default=None)
    return replace(topic, values=values, filled=filled)


def values_of(
    choices: Sequence[Option],
    kind: Kind,
    columns: Sequence[tuple[str, Profile]] = (),
    door: Door | None = None,
) -> tuple[Value, ...]:
    """Each spelling of each choice, counted in the columns."""
    return tuple(
        Value(
            key_of(text),
            choice.id,
            text,
            _count(spelling_of(text), kind, columns, door) if columns and door else None,
        )
        for choice in choices
        for text in choice.spellings or (choice.id,)
    )


def _count(text: str, kind: Kind, columns: Sequence[tuple[str, Profile]], door: Door) -> int | None:
    if kind == "choices":
        box = next((profile for label, profile in columns if label == text), None)
        if box is not None and box.is_ticks:
            ticks = (count for cell, count in box.values.items() if cell in door.ticked)
            return sum(ticks) if door.unticked else box.filled
        pieces = columns[0][1].pieces
        if columns[0][1].is_ticks or pieces.given_up:
            return None if pieces.given_up else 0
        return pieces.counts[text]
    if any(profile.is_varied for _, profile in columns):
        return None
    return sum(profile.values.get(text, 0) for _, profile in columns)
