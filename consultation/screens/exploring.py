"""The figures and texts of respondents who match filters, from a published database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from consultation.screens.searching import bare_words, pattern_of
from consultation.warehouse.published.reader import Reader, open_reader

MOST_TEXTS = 20
"""The number of texts on a page of results."""
SECONDS = 20.0


@dataclass(frozen=True)
class ChoiceResult:
    """A choice, or a total of several choices (without id): its counts, its share, and its range.

    `chosen` of `answered` people made it. `smallest` and `greatest` are its smallest and its
    greatest share under the other counting rules. Both are `share` if filters leave somebody out.
    Shares are from 0 to 1, None if nobody answered.
    """

    label: str
    chosen: float
    answered: float
    share: float | None
    smallest: float | None
    greatest: float | None
    choice_id: str | None


@dataclass(frozen=True)
class QuestionResult:
    """The results of a closed question, or of a row of a grid (`item`).

    `has_several`: people may choose several choices. `facet` is the name by which a `Filter` refers
    to this question.
    """

    position: int
    title: str
    item: str | None
    facet: str
    has_several: bool
    choices: tuple[ChoiceResult, ...]

    @property
    def answer_count(self) -> float:
        """The number of people who answered this question."""
        return self.choices[0].answered


class Filter(NamedTuple):
    """A condition on respondents: the name of a facet (see `Facet`), and the value that they must
    have. `("category", "parents")`, or `("choice:villes", "lyon")`: they chose `lyon` in `villes`.
    """

    facet: str
    value: str


@dataclass(frozen=True)
class Facet:
    """A property by which respondents can be filtered, such as their category or their answer to a
    question. `title` is the title of that question, None for another property. `labels`: value →
    its words on the screen."""

    name: str
    title: str | None
    labels: Mapping[str, str]


@dataclass(frozen=True)
class NumberResult:
    """The results of a question whose answer is a number. `answer_count` people answered. If nobody
    did, the median, the mean, the smallest and the greatest number are None."""

    position: int
    title: str
    answer_count: int
    median: float | None
    mean: float | None
    smallest: float | None
    greatest: float | None


@dataclass(frozen=True)
class OpenResult:
    """A question that is answered by a text, with counts of answers and words.

    `letter_people` people sent one of `letter_count` letters without an addition. `themes` are the
    most frequent themes, at most three, each with its number of people. `drawn` are at most three
    texts, drawn by lot among the texts that a person has read, each with its number of authors.
    """

    position: int
    question_id: str
    title: str
    answer_count: int
    word_count: int
    letter_count: int
    letter_people: int
    themes: Sequence[Mapping[str, Any]]
    drawn: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class WrittenText:
    """A text that `person_count` people wrote, with its question. `submission_id`, `written_at`
    (local time) and `category` are about the first of these people."""

    question: str
    text: str
    submission_id: str
    written_at: dt.datetime | None
    category: str | None
    person_count: int


@dataclass(frozen=True)
class View:
    """The results for the respondents who match the filters: `people` of `all_people`.

    `filters` are the filters that were applied. `texts` are a page of these people's texts: equal
    texts and copies of a letter are shown once. All pages together show `line_count` texts. If
    every copy is counted, they are `text_count` texts.
    """

    filters: tuple[Filter, ...]
    people: int
    all_people: int
    facets: tuple[Facet, ...]
    questions: tuple[QuestionResult, ...]
    numbers: tuple[NumberResult, ...]
    open_questions: tuple[OpenResult, ...]
    texts: tuple[WrittenText, ...]
    text_count: int
    line_count: int

    @property
    def cards(self) -> list[QuestionResult | NumberResult | OpenResult]:
        """The results of all questions, in the order of the form."""
        return sorted(
            (*self.questions, *self.numbers, *self.open_questions),
            key=lambda card: card.position,
        )


def view_of(
    database: Path, filters: Sequence[Filter], words: str, after: int = 0, question: str = ""
) -> View:
    """The results for respondents who match the filters and whose texts contain these words.

    Several values of a facet are alternatives. Unknown filters are dropped. `after` is the number
    of texts on the pages before, which are skipped. `question` is the id of the only question whose
    texts are returned, empty for all. Raises OrganiserError if the database can't be read, or if a
    query takes too long.
    """
    with open_reader(database, SECONDS) as reader:
        facets = tuple(_facets(exploration_rows(reader, "facets", {})))
        words = bare_words(words)
        known = {Filter(facet.name, value) for facet in facets for value in facet.labels}
        known_filters = tuple(each for each in dict.fromkeys(filters) if each in known)
        everybody = _people(reader, (), "")
        people = _people(reader, known_filters, words) if known_filters or words else everybody
        is_everybody = len(people) == len(everybody)
        values: dict[str, object] = {"people": people}
        search = {"pattern": pattern_of(words), "most": MOST_TEXTS, "after": after}
        texts = exploration_rows(reader, "texts", values | search | {"question": question})
        return View(
            known_filters,
            len(people),
            len(everybody),
            facets,
            tuple(
                _questions(exploration_rows(reader, "choices", values), is_everybody=is_everybody)
            ),
            tuple(NumberResult(*row) for row in exploration_rows(reader, "numbers", values)),
            tuple(OpenResult(*row) for row in exploration_rows(reader, "open_questions", values)),
            tuple(WrittenText(*row[:-2]) for row in texts),
            *(texts[0][-2:] if texts else (0, 0)),
        )


def _people(reader: Reader, filters: Sequence[Filter], words: str) -> list[str]:
    values = {
        "facets": [chosen.facet for chosen in filters],
        "facet_values": [chosen.value for chosen in filters],
        "pattern": pattern_of(words),
    }
    return [submission_id for (submission_id,) in exploration_rows(reader, "people", values)]


def _facets(rows: list[tuple[Any, ...]]) -> list[Facet]:
    return [
        Facet(name, title, {value: label for *_, value, label in facet_rows})
        for (name, title), facet_rows in groupby(rows, key=lambda row: row[:2])
    ]


def _questions(rows: list[tuple[Any, ...]], *, is_everybody: bool) -> list[QuestionResult]:
    questions = []
    for question, choices in groupby(rows, key=lambda row: row[:5]):
        results = tuple(_choice(*row[5:], is_everybody=is_everybody) for row in choices)
        questions.append(QuestionResult(*(*question, results)))
    return questions


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
    """The result of a choice. Its shares under other counting rules, `smallest` and `greatest`, are
    known only if the filters leave nobody out (`is_everybody`). Otherwise both become the choice's
    share."""
    share = chosen / answered if answered else None
    is_ranged = is_everybody and smallest is not None
    least, most = (smallest, greatest) if is_ranged else (share, share)
    return ChoiceResult(label, chosen, answered, share, least, most, choice_id)


def exploration_rows(
    reader: Reader, name: str, values: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """Run the query `name` of the folder sql/exploration/ and return its rows. `values`: name of a
    parameter of the query → its value. Raises OrganiserError if the query fails or takes too
    long."""
    text = files("sql").joinpath("exploration", f"{name}.sql").read_text("utf-8")
    (statement,) = reader.statements(text)
    with reader.ask(statement, values) as result:
        return list(result.rows)
