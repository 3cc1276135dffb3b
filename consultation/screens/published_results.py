"""The number of submissions counted, rejected, withdrawn…, and the themes of texts, read from a
published database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from consultation.questions.askings import typed_query
from consultation.screens.exploring import SECONDS, exploration_rows
from consultation.warehouse.published.reader import Reader, open_reader


@dataclass(frozen=True)
class Box:
    """A fate of submissions, such as « rejected », « late » or « counted », and how many
    submissions have it. Every submission has exactly one such fate."""

    label: str
    count: int
    explanation: str


class ThemeResult(NamedTuple):
    """A theme of coded texts. `share` is `None` unless coders agree enough. `statement` is the
    sentence by which the release's documents state the share, or why there is none."""

    theme: str
    share: float | None
    statement: str


class CodedResult(NamedTuple):
    """The themes found in the texts of a question. `title` is the question's title, None if the
    themes are about all questions together."""

    title: str | None
    themes: tuple[ThemeResult, ...]


class Results(NamedTuple):
    """The results that a release publishes. `flow`: how many submissions were counted, rejected,
    withdrawn… `coded`: the themes found in texts."""

    flow: tuple[Box, ...]
    coded: tuple[CodedResult, ...]


def results_of(database: Path) -> Results:
    """Read the results from a published database. Words and numbers are the same as in the
    release's documents. Raises OrganiserError if the database can't be read."""
    with open_reader(database, SECONDS) as reader:
        return Results(
            tuple(Box(*row) for row in _ready_rows(reader, "bilan")),
            tuple(_codings(exploration_rows(reader, "themes", {}))),
        )


def _codings(rows: list[tuple[Any, ...]]) -> Iterator[CodedResult]:
    for title, theme_rows in groupby(rows, key=lambda row: row[0]):
        yield CodedResult(title, tuple(ThemeResult(*row[1:]) for row in theme_rows))


def _ready_rows(reader: Reader, name: str) -> list[tuple[Any, ...]]:
    query = typed_query(reader, name, {})
    with reader.ask(query.statements[0], query.values) as result:
        return list(result.rows)
