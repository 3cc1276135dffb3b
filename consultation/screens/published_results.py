"""Where each submission went, and what the texts are about, as a published database has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from consultation.questions.askings import asking_of
from consultation.screens.exploring import SECONDS
from consultation.warehouse.published.reader import Reader, open_reader


@dataclass(frozen=True)
class Box:
    """Where submissions went, and how many."""

    label: str
    count: int
    explanation: str


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
