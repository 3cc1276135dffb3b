"""In which order one export writes day, month and year: settled by its cells, never guessed in
silence. Its own times say it, else its answers.

Framaforms' "short" date format belongs to the site: `14/03/2022 - 09:05` on one,
`03/14/2022 - 09:05` on another. Only a number above 12 tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from consultation.exports.export_parts import Column, Matching, Record
from consultation.forms.form import Form
from consultation.words.errors import OrganiserError

Order = Literal["dmy", "mdy", "iso"]

# The longest date, without its time of day: cells are compared by it, so that a day is read once.
DATE_CHARACTERS = 10
NUMBERS_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?!\d)")
YEAR_FIRST = re.compile(r"\d{4}([/-])\d{1,2}\1\d{1,2}(?!\d)")
MONTHS = 12
DAYS = 31

# Drupal's short formats, then what spreadsheets make of them. The most frequent come first.
DATES = {
    "dmy": ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"),
    "mdy": ("%m/%d/%Y", "%m.%d.%Y", "%m-%d-%Y"),
    "iso": ("%Y-%m-%d", "%Y/%m/%d"),
}
TIMES_AFTER_NUMBERS = (" - %H:%M", " %H:%M", " %H:%M:%S", " - %H:%M:%S", " - %I:%M%p", " %I:%M %p")
TIMES_AFTER_YEAR = (" %H:%M:%S", " %H:%M", " - %H:%M", "T%H:%M:%S", " - %I:%M%p")
# Rows that stand for the file where none of its times says the order: twelve days bring no more.
MOST_ROWS = 100_000
SID_DIGITS = 15


class DateEvidence:
    """What the date cells of a file, seen so far, say of its order."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._known: set[str] = set()
        self._has_numbers_first = False
        self._day_first = False
        self._month_first = False
        self._year_first = False

    def see(self, cells: Iterable[str]) -> None:
        """Take the cells into account that are dates."""
        starts = {cell[:DATE_CHARACTERS] for cell in cells}
        for start in starts - self._known:
            self._weigh(start)
        # A column that holds something else must not fill the memory.
        if len(self._known) < 100_000:
            self._known |= starts

    def _weigh(self, start: str) -> None:
        if YEAR_FIRST.match(start):
            self._year_first = True
        found = NUMBERS_FIRST.match(start)
        if found is None:
            return
        first, second = int(found[1]), int(found[3])
        if not (0 < first <= DAYS and 0 < second <= DAYS) or min(first, second) > MONTHS:
            return
        self._has_numbers_first = True
        self._day_first |= first > MONTHS
        self._month_first |= second > MONTHS

    @property
    def is_assumed(self) -> bool:
        """Whether day first is taken although no cell excludes month first, which is to be said."""
        return self._has_numbers_first and not (self._day_first or self._month_first)

    def settle_order(self) -> Order:
        """The one order in which every date of the file can be read."""
        if self._day_first and self._month_first:
            raise OrganiserError("contradictory_dates.day_and_month", where=self._name)
        if self._year_first and self._has_numbers_first:
            raise OrganiserError("contradictory_dates.year", where=self._name)
        if self._year_first:
            return "iso"
        return "mdy" if self._month_first else "dmy"


def ambiguous_day(cell: str, order: Order) -> tuple[int, ...]:
    """Year, month and day of a cell that begins with two numbers; nothing of any other."""
    found = NUMBERS_FIRST.match(cell[:DATE_CHARACTERS])
    if found is None:
        return ()
    first, second, year = int(found[1]), int(found[3]), int(found[0][-4:])
    return (year, second, first) if order == "dmy" else (year, first, second)


def date_formats(order: str) -> tuple[str, ...]:
    """The strptime formats of a date, for polars."""
    return DATES[order]


def time_formats(order: str) -> tuple[str, ...]:
    """The strptime formats of a date with its time of day, for polars."""
    times = TIMES_AFTER_YEAR if order == "iso" else TIMES_AFTER_NUMBERS
    return tuple(date + time for date in DATES[order] for time in times)


class DateOrder:
    """What the records of an export, seen so far, say of the order of its dates."""

    def __init__(self, name: str, matching: Matching, form: Form) -> None:
        dated = {question.id for question in form.questions if question.kind == "date"}
        self._width = len(matching.columns)
        self._times = [c.heading.position for c in matching.columns if _is_time(c)]
        self._answers = [
            c.heading.position
            for c in matching.columns
            if c.field.kind == "question" and c.field.id in dated
        ]
        self._by_times = DateEvidence(name)
        self._by_everything = DateEvidence(name)
        self._chronology = Chronology(matching)

    def see(self, records: Sequence[Record]) -> None:
        """Take the records into account, but those of a wrong width."""
        whole = [record.cells for record in records if len(record.cells) == self._width]
        for position in self._times:
            self._by_times.see(cells[position] for cells in whole)
        for position in (*self._times, *self._answers):
            self._by_everything.see(cells[position] for cells in whole)
        if self._by_times.is_assumed:
            self._chronology.see(whole)

    def settle_order(self) -> tuple[str, bool]:
        """The order, and whether it is only assumed; OrganiserError when the times contradict.

        Answers decide only what the times leave open, and never refuse a file: someone may have
        declared as a date what people typed freely.
        """
        order = self._by_times.settle_order()
        if self._by_times.is_assumed and (chronological := self._chronology.settle_order()):
            return chronological, False
        try:
            with_answers = self._by_everything.settle_order()
        except OrganiserError:
            return order, self._by_times.is_assumed
        return with_answers, self._by_everything.is_assumed


class Chronology:
    """Tells the order of day and month by what can't happen: that time goes back.

    SIDs grow with time, and nothing is completed or edited before it was begun.
    """

    def __init__(self, matching: Matching) -> None:
        own = {
            column.field.id: column.heading.position
            for column in matching.columns
            if column.field.kind == "submission"
        }
        self._sid = own.get("sid")
        self._begun = own.get("submitted_at")
        self._later = [own[name] for name in ("completed_at", "modified_at") if name in own]
        self._rows: list[tuple[str, list[str]]] = []

    def see(self, rows: Sequence[list[str]]) -> None:
        """Take the rows into account, up to a number that stands for the rest."""
        if self._begun is None:
            return
        for cells in rows[: MOST_ROWS - len(self._rows)]:
            sid = "" if self._sid is None else cells[self._sid].strip()
            days = [cells[self._begun], *(cells[position] for position in self._later)]
            self._rows.append((sid, [day.strip() for day in days]))

    def settle_order(self) -> Order | None:
        """The only one of day first and month first in which time never goes back."""
        orders: tuple[Order, ...] = ("dmy", "mdy")
        possible = [order for order in orders if not self._goes_back(order)]
        return possible[0] if len(possible) == 1 else None

    def _goes_back(self, order: Order) -> bool:
        return any(later < earlier for earlier, later in self._successions(order))

    def _successions(self, order: Order) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Pairs of days of which the second can't be before the first."""
        numbered = sorted((int(sid), days[0]) for sid, days in self._rows if _is_sid(sid))
        begun = [ambiguous_day(day, order) for _, day in numbered]
        yield from pairwise(day for day in begun if day)
        for _, (first, *others) in self._rows:
            start = ambiguous_day(first, order)
            days = [ambiguous_day(other, order) for other in others]
            yield from ((start, day) for day in days if start and day)


def _is_sid(cell: str) -> bool:
    return cell.isdecimal() and len(cell) <= SID_DIGITS


def _is_time(column: Column) -> bool:
    return column.field.kind == "submission" and column.field.id.endswith("_at")
