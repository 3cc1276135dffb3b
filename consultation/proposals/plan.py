"""Guesses -> what the form file will declare, each column under one heading and each thing's id."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consultation.exports.heading_places import Place
from consultation.forms.identifiers import Ids
from consultation.forms.spelling import spelling_of
from consultation.proposals.guess import Guess
from consultation.proposals.written_headings import Headings, tidy
from consultation.words.french import sentence
from schemas.form_values import Kind

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
    kind: Kind
    headers: tuple[str, ...]
    title: str | None = None
    other: tuple[str, ...] = ()
    items: tuple[Option, ...] = ()
    choices: tuple[Option, ...] = ()
    remarks: tuple[str, ...] = ()
    is_category: bool = False
    is_agreement: bool = False
    may_ask_consent: bool = False
    places: tuple[Place, ...] = ()
    aside: tuple[str, ...] = ()  # its headings under `ignored`, were it left out

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every heading of its columns, of the free text beside its choices too."""
        return (*self.headers, *self.other)


@dataclass(frozen=True)
class LeftOut:
    """A column that will stand under `ignored`, and why; `question` where it may be more: what it
    would be declared as, were it one."""

    place: Place
    written: tuple[str, ...]
    remarks: tuple[str, ...]
    role: str | None = None
    question: DeclaredQuestion | None = None


@dataclass(frozen=True)
class Plan:
    """Every column of the form, declared or left out."""

    questions: tuple[DeclaredQuestion, ...]
    left_out: tuple[LeftOut, ...]

    def candidates(self, role: str) -> list[LeftOut]:
        """The columns left out that may play a role, or be the consent, in form order."""
        return [one for one in self.left_out if one.role == role]


def plan_of(
    guesses: Sequence[Guess], headings: Headings, taken: Collection[str] = frozenset()
) -> Plan:
    """Every column of the export, as part of a declared question or left out; no id is one of
    those taken."""
    # An id is a spelling of its question: it must not be the heading of anything else.
    ids = Ids({*headings.all, *taken}, "question")
    questions: list[DeclaredQuestion] = []
    left: list[LeftOut] = []
    aside: list[Guess] = []
    for guess in guesses:
        headers = _headers(guess, headings)
        if guess.kind is None or not headers:
            aside.append(guess)
            continue
        declared, twice = _declare(guess, headers, headings, ids)
        questions.append(declared)
        left += twice
    for guess in aside:  # the ids of what is declared come first
        left += _left_out_columns(guess, headings, ids)
    return Plan(tuple(questions), tuple(sorted(left, key=lambda one: one.place.heading.position)))


def _headers(guess: Guess, headings: Headings) -> tuple[str, ...]:
    if guess.component.layout == "single":
        return headings.own_spellings(guess.component.first)
    group = headings.group_spelling(guess.component)
    return () if group is None else (group,)


def _left_out_columns(guess: Guess, headings: Headings, ids: Ids) -> Iterator[LeftOut]:
    can_be_told = guess.component.layout != "single" or headings.own_spellings(
        guess.component.first
    )
    for place in guess.places:
        if guess.kind is None and can_be_told:
            written = headings.spellings_to_ignore(place)
            question = None
            if own := headings.own_spellings(place):
                question = _question_left_out(guess, place, own, ids)
            yield LeftOut(place, written, guess.remarks, guess.role, question)
        else:
            yield LeftOut(
                place, headings.spellings_to_ignore(place), (sentence("remarks", "not_told_apart"),)
            )


def _question_left_out(
    guess: Guess, place: Place, headers: tuple[str, ...], ids: Ids
) -> DeclaredQuestion:
    """A column left aside as the question that it would be: a list where one was found, a text."""
    name = tidy(place.heading.label)
    return DeclaredQuestion(
        id=ids.new(name, own={spelling_of(headers[0])}),
        kind="choice" if guess.choices.labels else "text",
        headers=headers,
        title=_title(name, headers[0]),
        choices=_listed_options(guess),
        places=(place,),
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
    columns = options_of([(tidy(place.heading.label),) for place in parts], "option")
    name = tidy(guess.component.first.heading.label)
    if guess.component.layout != "single":
        (name,) = headers
    return (
        DeclaredQuestion(
            id=ids.new(name, own={spelling_of(headers[0])}),
            kind=guess.kind or "text",
            headers=headers,
            title=_title(name, headers[0]),
            other=other,
            items=columns if guess.kind == "grid" else (),
            choices=columns if guess.component.layout == "ticks" else _listed_options(guess),
            remarks=guess.remarks,
            is_category=guess.is_category,
            is_agreement=guess.is_agreement,
            may_ask_consent=guess.weight > 0,
            places=guess.places,
            aside=(*_headings_aside(guess, headers, headings), *other),
        ),
        left,
    )


def _headings_aside(guess: Guess, headers: tuple[str, ...], headings: Headings) -> tuple[str, ...]:
    is_lone = guess.component.layout == "single"
    return headers if is_lone else headings.spellings_to_ignore_all(guess.component)


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


def _listed_options(guess: Guess) -> tuple[Option, ...]:
    """The choices that cells show, each with its spellings."""
    return options_of([tuple(map(tidy, spelt)) for spelt in guess.choices.all_spellings()], "choix")


def options_of(spellings: Iterable[tuple[str, ...]], otherwise: str) -> tuple[Option, ...]:
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
