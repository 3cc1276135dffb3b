"""Guesses -> what the form file will declare, each column under one heading and each thing's id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consultation.exports.places import Place
from consultation.forms.identifiers import Ids
from consultation.forms.spelling import spelling_of
from consultation.french import sentence
from consultation.proposals.guess import Guess
from consultation.proposals.written_headings import Headings, tidy

LONGEST_OPTION_ID = 30


@dataclass(frozen=True)
class Option:
    """A choice or a row of a grid, with its spellings."""

    id: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class DeclaredQuestion:
    """A question as it will be written."""

    id: str
    guess: Guess
    headers: tuple[str, ...]
    title: str | None
    other: tuple[str, ...]
    items: tuple[Option, ...]
    choices: tuple[Option, ...]


@dataclass(frozen=True)
class LeftOut:
    """A column that will stand under `ignored`, and why; `guess` where it may be more."""

    place: Place
    written: tuple[str, ...]
    remarks: tuple[str, ...]
    guess: Guess | None = None


@dataclass(frozen=True)
class Plan:
    """Every column of the form, declared or left out."""

    questions: tuple[DeclaredQuestion, ...]
    left_out: tuple[LeftOut, ...]

    def candidates(self, role: str) -> list[LeftOut]:
        """The columns left out that may play a role, or be the consent, in form order."""
        return [one for one in self.left_out if one.guess and one.guess.role == role]


def plan_of(guesses: Sequence[Guess], headings: Headings) -> Plan:
    """Every column of the export, as part of a declared question or left out."""
    # An id is a spelling of its question: it must not be the heading of anything else.
    ids = Ids(set(headings.all), "question")
    questions: list[DeclaredQuestion] = []
    left: list[LeftOut] = []
    for guess in guesses:
        headers = _headers(guess, headings)
        if guess.kind is None or not headers:
            left += _left_out_columns(guess, headings)
            continue
        declared, twice = _declare(guess, headers, headings, ids)
        questions.append(declared)
        left += twice
    return Plan(tuple(questions), tuple(sorted(left, key=lambda one: one.place.heading.position)))


def _headers(guess: Guess, headings: Headings) -> tuple[str, ...]:
    if guess.component.layout == "single":
        return headings.own_spellings(guess.component.first)
    group = headings.group_spelling(guess.component)
    return () if group is None else (group,)


def _left_out_columns(guess: Guess, headings: Headings) -> Iterator[LeftOut]:
    can_be_told = guess.component.layout != "single" or headings.own_spellings(
        guess.component.first
    )
    for place in guess.places:
        if guess.kind is None and can_be_told:
            yield LeftOut(place, headings.spellings_to_ignore(place), guess.remarks, guess)
        else:
            yield LeftOut(
                place, headings.spellings_to_ignore(place), (sentence("remarks", "not_told_apart"),)
            )


def _declare(
    guess: Guess, headers: tuple[str, ...], headings: Headings, ids: Ids
) -> tuple[DeclaredQuestion, list[LeftOut]]:
    parts, twice = _part_twins(guess)
    left = [
        LeftOut(place, (headings.full_spelling(place),), (sentence("remarks", "option_twice"),))
        for place in twice
    ]
    other = headings.own_spellings(guess.other) if guess.other else ()
    if guess.other and not other:
        left.append(
            LeftOut(
                guess.other,
                headings.spellings_to_ignore(guess.other),
                (sentence("remarks", "not_told_apart"),),
            )
        )
        guess = replace(guess, other=None)
    columns = _options([(tidy(place.heading.label),) for place in parts], "option")
    listed = _options([tuple(map(tidy, spelt)) for spelt in guess.choices.all_spellings()], "choix")
    is_grid = guess.kind == "grid"
    name = tidy(guess.component.first.heading.label)
    if guess.component.layout != "single":
        (name,) = headers
    return (
        DeclaredQuestion(
            id=ids.new(name, own={spelling_of(headers[0])}),
            guess=guess,
            headers=headers,
            title=_title(name, headers[0]),
            other=other,
            items=columns if is_grid else (),
            choices=columns if guess.component.layout == "ticks" else listed,
        ),
        left,
    )


def _part_twins(guess: Guess) -> tuple[list[Place], list[Place]]:
    """The columns that are options or items, and those that repeat one of them."""
    if guess.component.layout not in ("ticks", "grid"):
        return [], []
    seen: set[str] = set()
    kept: list[Place] = []
    twice: list[Place] = []
    for place in guess.component.places:
        (twice if place.label in seen else kept).append(place)
        seen.add(place.label)
    return kept, twice


def _options(spellings: Iterable[tuple[str, ...]], otherwise: str) -> tuple[Option, ...]:
    """Options with ids that are no other option's spelling."""
    listed = list(spellings)
    taken = {spelling_of(text) for texts in listed for text in texts}
    ids = Ids(taken, otherwise, LONGEST_OPTION_ID)
    return tuple(
        Option(ids.new(texts[0], own={*map(spelling_of, texts)}), texts) for texts in listed
    )


def _title(name: str, header: str) -> str | None:
    """A whole title for a heading with tags, or that names a group; None where the heading will
    do."""
    readable = tidy(re.sub(r"</?[A-Za-z][^<>]*>", " ", name)) or name
    return None if readable == header else readable
