"""What comes in of a consultation, as the plain model is told it and the product reads it.

An answer is named by its number, or by what its row says where its tool gives none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

People = frozenset[str]  # the answers of one person


class Row(NamedTuple):
    """A row of an export; `values` has no entry for a column that the export lacks."""

    answer: str
    sid: int  # 0: none
    values: Mapping[str, Any]
    state: str = ""  # moved, rejected


class Export(NamedTuple):
    """A file that was read."""

    digest: str
    rows: tuple[Row, ...]
    columns: frozenset[str]
    fetched_at: dt.datetime | None = None

    @property
    def time(self) -> dt.datetime:
        """The greatest hour in its rows."""
        times = (
            row.values.get(name)
            for row in self.rows
            for name in ("submitted", "completed", "modified")
        )
        return max(filter(None, times), default=dt.datetime(1, 1, 1))  # noqa: DTZ001

    def reach(self) -> tuple[int, dt.datetime, int, str]:
        """How far it goes (rule 3). Of equally far exports: more columns, then its bytes."""
        return max(self.sids()), self.time, len(self.columns), self.digest

    def without(self, answers: Collection[str]) -> Export:
        """The export without these answers."""
        return self._replace(rows=tuple(row for row in self.rows if row.answer not in answers))

    def completions(self) -> list[dt.datetime]:
        """The hours at which its answers were sent, where it tells them."""
        times = (r.values.get("completed") for r in self.rows if not r.values.get("is_draft"))
        return [hour for hour in times if hour]

    def sids(self, *, with_drafts: bool = True) -> list[int]:
        """The numbers of its answers, and zero."""
        return [0, *(r.sid for r in self.rows if with_drafts or not r.values.get("is_draft"))]


class Request(NamedTuple):
    """What was asked about whom, by an answer's number or by an address."""

    who: str
    what: str  # withdraw, reflection_only, erase, cancel
    at: dt.datetime


class Statement(NamedTuple):
    """What an answer says of sending, until it says something else."""

    answer: str
    consent: str


class Decision(NamedTuple):
    """Which consent an organiser kept for a person, in the face of what was less public."""

    people: People
    consent: str
    against: tuple[Statement, ...]


class Word(NamedTuple):
    """What an organiser said of answers that exports lack, and what had been read by then."""

    about: People
    are_deleted: bool
    exports: frozenset[str]
    greatest_sid: int
    at: dt.datetime


class Inputs:
    """All that came in, each list in the order in which it did."""

    def __init__(self, meanings: Mapping[str, str], closes_at: dt.datetime) -> None:
        self.meanings, self.closes_at = meanings, closes_at
        self.exports: list[Export] = []
        self.requests: list[Request] = []
        self.same: list[People] = []
        self.apart: list[People] = []  # different people, whatever address they share
        self.decisions: list[Decision] = []
        self.words: list[Word] = []
        self.newer: list[tuple[str, str]] = []  # of two files without numbers, the older second
        self.erased: list[tuple[People, dt.datetime]] = []
