"""What a published database says: where each submission went, what the texts are about; the figures
of those whom a person chose, and what they wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from consultation.questions.askings import asking_of
from consultation.questions.searching import bare_words, pattern_of
from consultation.warehouse.published.reader import Reader, open_reader

MOST_TEXTS = 20
"""Texts that are shown at once."""
SECONDS = 20.0


@dataclass(frozen=True)
class Box:
    """Where submissions went, and how many."""

    label: str
    count: int
    explanation: str


@dataclass(frozen=True)
class ChoiceResult:
    """A choice, or a total of several (no id): how many made it, of whom; its share, and what it
    becomes at the lowest and at the highest under other counting rules. A share is None where
    nobody answered."""

    label: str
    chosen: float
    answered: float
    share: float | None
    smallest: float | None
    greatest: float | None
    choice_id: str | None


@dataclass(frozen=True)
class QuestionResult:
    """A closed question, or a row of a grid, and its choices; `facet` tells it from the others."""

    title: str
    item: str | None
    choices: tuple[ChoiceResult, ...]
    facet: str

    @property
    def answer_count(self) -> float:
        """How many answered it."""
        return self.choices[0].answered


@dataclass(frozen=True)
class ThemeResult:
    """A theme that people found: in how many of the texts that were coded, its share, how far this
    may be from the share of all that was written; in how many they disagree, and how well they
    agree. A number that nothing tells is None."""

    theme: str
    count: float | None
    coded: float
    written: float
    share: float | None
    margin: float | None
    disagreed: float
    alpha: float | None


class CodedResult(NamedTuple):
    """A question whose texts were coded (None: all of them together), and the themes found."""

    title: str | None
    themes: tuple[ThemeResult, ...]


class Results(NamedTuple):
    """The boxes of the flow, and what the texts are about."""

    flow: tuple[Box, ...]
    coded: tuple[CodedResult, ...]


class Filter(NamedTuple):
    """Something that those who are looked at have in common: « category », « consent », « week »…,
    or « choice:question » (« choice:question:item » in a grid); and its value."""

    facet: str
    value: str


@dataclass(frozen=True)
class Facet:
    """What people can be told apart by: the title of a question, None where it is none, and the
    label of each value."""

    name: str
    title: str | None
    labels: Mapping[str, str]


@dataclass(frozen=True)
class NumberResult:
    """A question that asks for a number: how many gave one; figures are None where nobody did."""

    title: str
    answer_count: int
    median: float | None
    mean: float | None
    smallest: float | None
    greatest: float | None


@dataclass(frozen=True)
class WrittenText:
    """A text, under which question it was written, by whom and when (local time)."""

    question: str
    text: str
    submission_id: str
    written_at: dt.datetime | None
    category: str | None


@dataclass(frozen=True)
class View:
    """What is known of the people that were chosen; `all_people` counts everybody. `filters` are
    those asked for that the database knows. `texts` are the first ones after so many, of
    `text_count`."""

    filters: tuple[Filter, ...]
    people: int
    all_people: int
    facets: tuple[Facet, ...]
    questions: tuple[QuestionResult, ...]
    numbers: tuple[NumberResult, ...]
    texts: tuple[WrittenText, ...]
    text_count: int


def results_of(database: Path) -> Results:
    """The results of a published database, as the ready-made questions have them."""
    with open_reader(database, SECONDS) as reader:
        return Results(
            tuple(Box(*row) for row in _ready_rows(reader, "bilan")),
            tuple(_codings(_ready_rows(reader, "themes"))),
        )


def _codings(rows: list[tuple[Any, ...]]) -> Iterator[CodedResult]:
    for title, found in groupby(rows, key=lambda row: row[0]):
        themes = tuple(ThemeResult(*row[1:]) for row in found)
        # As in synthese.xlsx: whoever wrote in several questions is coded later than others.
        if title or themes[0].coded == themes[0].written:
            yield CodedResult(title, themes)


def _ready_rows(reader: Reader, name: str) -> list[tuple[Any, ...]]:
    asking = asking_of(reader, name, {})
    with reader.ask(asking.statements[0], asking.values) as result:
        return list(result.rows)


def view_of(database: Path, filters: Sequence[Filter], words: str, after: int = 0) -> View:
    """The figures of those counted who meet the filters and wrote these words, which may be none.

    Of one facet, any of its values will do; what the database doesn't know is left aside. Raises
    OrganiserError where it can't be read.
    """
    with open_reader(database, SECONDS) as reader:
        facets = tuple(_facets(_rows(reader, "facets", {})))
        words = bare_words(words)
        known = {Filter(facet.name, value) for facet in facets for value in facet.labels}
        kept = tuple(one for one in dict.fromkeys(filters) if one in known)
        everybody = _people(reader, (), "")
        people = _people(reader, kept, words) if kept or words else everybody
        is_everybody = len(people) == len(everybody)
        values: dict[str, object] = {"people": people}
        asked = {"pattern": pattern_of(words), "most": MOST_TEXTS, "after": after}
        texts = _rows(reader, "texts", values | asked)
        return View(
            kept,
            len(people),
            len(everybody),
            facets,
            tuple(_questions(_rows(reader, "choices", values), is_everybody=is_everybody)),
            tuple(NumberResult(*row) for row in _rows(reader, "numbers", values)),
            tuple(WrittenText(*row[:-1]) for row in texts),
            texts[0][-1] if texts else 0,
        )


def _people(reader: Reader, filters: Sequence[Filter], words: str) -> list[str]:
    values = {
        "facets": [one.facet for one in filters],
        "facet_values": [one.value for one in filters],
        "pattern": pattern_of(words),
    }
    return [submission_id for (submission_id,) in _rows(reader, "people", values)]


def _facets(rows: list[tuple[Any, ...]]) -> list[Facet]:
    return [
        Facet(name, title, {value: label for *_, value, label in found})
        for (name, title), found in groupby(rows, key=lambda row: row[:2])
    ]


def _questions(rows: list[tuple[Any, ...]], *, is_everybody: bool) -> list[QuestionResult]:
    found = []
    for (title, item, facet), choices in groupby(rows, key=lambda row: row[:3]):
        results = tuple(_choice(*row[3:], is_everybody=is_everybody) for row in choices)
        found.append(QuestionResult(title, item, results, facet))
    return found


def _choice(
    choice_id: str | None,
    label: str,
    chosen: int,
    answered: int,
    smallest: float | None,
    greatest: float | None,
    *,
    is_everybody: bool,
) -> ChoiceResult:
    """A choice; how its share moves with the counting rule is known of everybody alone."""
    share = chosen / answered if answered else None
    least, most = (smallest, greatest) if is_everybody else (share, share)
    return ChoiceResult(label, chosen, answered, share, least, most, choice_id)


def _rows(reader: Reader, name: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
    (statement,) = reader.statements(_text_of(name))
    with reader.ask(statement, values) as result:
        return list(result.rows)


@cache
def _text_of(name: str) -> str:
    return files("sql").joinpath("exploration", f"{name}.sql").read_text("utf-8")
