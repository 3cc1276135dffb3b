"""The number of submissions in each box, and the themes of texts, from a published database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from consultation.questions.askings import asking_of
from consultation.screens.exploring import SECONDS, exploration_rows
from consultation.warehouse.published.reader import Reader, open_reader


@dataclass(frozen=True)
class Box:
    """A box of the flow, and its number of submissions."""

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
    """A coded question and its themes. `title` is None for all questions together."""

    title: str | None
    themes: tuple[ThemeResult, ...]


class Results(NamedTuple):
    """The numbers of submissions in the boxes of the flow, and the themes of coded texts."""

    flow: tuple[Box, ...]
    coded: tuple[CodedResult, ...]


def results_of(database: Path) -> Results:
    """The results in a published database, with the same words and numbers as its documents."""
    with open_reader(database, SECONDS) as reader:
        return Results(
            tuple(Box(*row) for row in _ready_rows(reader, "bilan")),
            tuple(_codings(exploration_rows(reader, "themes", {}))),
        )


def _codings(rows: list[tuple[Any, ...]]) -> Iterator[CodedResult]:
    for title, theme_rows in groupby(rows, key=lambda row: row[0]):
        yield CodedResult(title, tuple(ThemeResult(*row[1:]) for row in theme_rows))


def _ready_rows(reader: Reader, name: str) -> list[tuple[Any, ...]]:
    asking = asking_of(reader, name, {})
    with reader.ask(asking.statements[0], asking.values) as result:
        return list(result.rows)
