"""The parts of a form (questions, choices, consent), with the spellings that they have in
exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from consultation.forms.choice_lists import CLOSED


@dataclass(frozen=True)
class Option:
    """A choice, an item of a grid, a category or a consent state, with the spellings that it has in
    exports."""

    id: str
    label: str
    spellings: frozenset[str]  # by `spelling_of`, with the id


@dataclass(frozen=True)
class Question:
    """A question of the form. `position` is its rank in the form file, from 1. `headers` are the
    headings of its columns, `other` of the columns with the text of a choice « Autre »."""

    id: str
    position: int
    title: str
    kind: str
    headers: tuple[str, ...]
    other: tuple[str, ...]
    asked_from: datetime | None
    audience: str  # `all` or `organisation`. `organisation` if nobody decided
    is_confirmed: bool  # somebody wrote whether its answers leave
    families: bool
    items: tuple[Option, ...]
    choices: tuple[Option, ...]
    groups: Mapping[str, tuple[str, ...]]  # name of a total -> the choices that it counts

    @property
    def is_closed(self) -> bool:
        """True if people answer with choices that the form file declares, as opposed to texts or
        numbers."""
        return self.kind in CLOSED


Ticks = tuple[tuple[str, str], ...]
"""Pairs (question id, choice id): the choices that a person must have ticked, all of them."""


def ticks(table: Mapping[str, Iterable[str]]) -> Ticks:
    """The (question id, choice id) pairs of a table of choices that people must tick:
    `{ envoi = ["oui"] }` → `(("envoi", "oui"),)`."""
    return tuple((question, choice) for question, choices in table.items() for choice in choices)


@dataclass(frozen=True)
class ConsentRule:
    """The consent `state` of the respondents who ticked all the choices in `when`."""

    state: str
    when: Ticks


@dataclass(frozen=True)
class Consent:
    """The source of a respondent's consent: one question, whose answers are `states`, or `rules`,
    of which the first match decides. In both cases, people consent to nothing unless they ticked
    all the choices in `requires`."""

    headers: tuple[str, ...]
    states: tuple[Option, ...]
    requires: Ticks
    rules: tuple[ConsentRule, ...]


@dataclass(frozen=True)
class Category:
    """The question about the category of a respondent. `choices` are its categories, and
    `collectives` the ids of the categories that are collectives."""

    headers: tuple[str, ...]
    choices: tuple[Option, ...]
    collectives: frozenset[str]
