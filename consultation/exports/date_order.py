"""The order of day, month and year in the dates of one export.

Framaforms' « short » date format belongs to the site: `14/03/2022 - 09:05` on one site, `03/14/2022
- 09:05` on another. The order is found in this sequence:

1. A number above 12 in the submissions' times is a day.
2. In the right order, no submission was begun on an earlier day than a submission with a smaller
   SID, and no submission was completed or edited before the day it was begun.
3. A number above 12 in the answers to date questions is a day.
4. Day first is assumed, and a notice says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from consultation.exports.export_parts import Matching, Record
from consultation.forms.form import Form
from consultation.words.errors import OrganiserError

# The length of the longest date. Cells are cut to it, so that each day is read once.
DATE_CHARACTERS = 10
NUMBERS_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
YEAR_FIRST = re.compile(r"\d{4}([/-])\d{1,2}\1\d{1,2}(?!\d)")

# Drupal's short formats, then what spreadsheets make of them. The most frequent come first.
DATES = {
    "dmy": ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"),
    "mdy": ("%m/%d/%Y", "%m.%d.%Y", "%m-%d-%Y"),
    "iso": ("%Y-%m-%d", "%Y/%m/%d"),
}
AMBIGUOUS = {"dmy", "mdy"}
TIMES_AFTER_NUMBERS = (" - %H:%M", " %H:%M", " %H:%M:%S", " - %H:%M:%S", " - %I:%M%p", " %I:%M %p")
TIMES_AFTER_YEAR = (" %H:%M:%S", " %H:%M", " - %H:%M", "T%H:%M:%S", " - %I:%M%p")
TIMES = ("submitted_at", "completed_at", "modified_at")
# The most rows of which the SIDs and times are compared.
MOST_ROWS = 100_000
SID = re.compile(r"\d{1,15}")


def date_formats(order: str) -> tuple[str, ...]:
    """The strptime formats of a date, for polars: `dmy` → `%d/%m/%Y`, `%d.%m.%Y`, `%d-%m-%Y`."""
    return DATES[order]


def time_formats(order: str) -> tuple[str, ...]:
    """The strptime formats of a date with its time of day, for polars: `iso` →
    `%Y-%m-%d %H:%M:%S`…"""
    times = TIMES_AFTER_YEAR if order == "iso" else TIMES_AFTER_NUMBERS
    return tuple(date + time for date in DATES[order] for time in times)


class DateEvidence:
    """The orders of day, month and year in which all dates seen so far can be read: `03/04/2022` →
    day first or month first. Once `14/03/2022` is seen too → day first only."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._known: set[str] = set()
        self._orders = {*DATES}

    def see(self, cells: Iterable[str]) -> None:
        """Add cells to the evidence. A cell that is a date in no order is ignored."""
        starts = {cell[:DATE_CHARACTERS] for cell in cells}
        for start in starts - self._known:
            self._orders &= _orders_of(start) or self._orders
        # A column of texts that are no dates must not fill the memory.
        if len(self._known) < 100_000:
            self._known |= starts

    @property
    def is_assumed(self) -> bool:
        """True if both orders, day first and month first, fit every date seen. Day first is then
        assumed, and a notice says so. False if no date was seen."""
        return self._orders == AMBIGUOUS

    def settle_order(self) -> str:
        """The order in which every date seen can be read, such as `dmy`. If there are several such
        orders, day first. Raises OrganiserError if there is none."""
        if not self._orders:
            raise OrganiserError("contradictory_dates", where=self._name)
        return next(order for order in DATES if order in self._orders)


def _orders_of(start: str) -> set[str]:
    if YEAR_FIRST.match(start):
        return {"iso"}
    return {order for order in AMBIGUOUS if _day(start, order)}


def _day(cell: str, order: str) -> tuple[int, ...]:
    """The (year, month, day) of a cell that begins with a date in this order: `14/03/2022` with
    `dmy` → `(2022, 3, 14)`. Empty if the cell begins with no such date."""
    date = NUMBERS_FIRST.match(cell[:DATE_CHARACTERS])
    if date is None:
        return ()
    first, second, year = int(date[1]), int(date[3]), int(date[4])
    day, month = (first, second) if order == "dmy" else (second, first)
    return (year, month, day) if 0 < month <= 12 and 0 < day <= 31 else ()


class DateOrder:
    """The order of an export's dates, found from the times, SIDs and answers of its records."""

    def __init__(self, name: str, matching: Matching, form: Form) -> None:
        dated = {question.id for question in form.questions if question.kind == "date"}
        own: dict[str, int] = {}
        self._answers: list[int] = []
        for column in matching.columns:
            if column.field.kind == "submission":
                own[column.field.id] = column.heading.position
            elif column.field.kind == "question" and column.field.id in dated:
                self._answers.append(column.heading.position)
        self._width = len(matching.columns)
        self._sid = own.get("sid")
        self._times = [own[name] for name in TIMES if name in own]
        self._is_begun = "submitted_at" in own
        self._by_times, self._by_everything = DateEvidence(name), DateEvidence(name)
        self._rows: list[tuple[str, list[str]]] = []

    def see(self, records: Sequence[Record]) -> None:
        """Add the next records to the evidence. Records with a wrong number of cells are
        ignored."""
        whole = [record.cells for record in records if len(record.cells) == self._width]
        for position in self._times:
            self._by_times.see(cells[position] for cells in whole)
        for position in (*self._times, *self._answers):
            self._by_everything.see(cells[position] for cells in whole)
        if self._by_times.is_assumed and self._is_begun:
            for cells in whole[: MOST_ROWS - len(self._rows)]:
                sid = "" if self._sid is None else cells[self._sid].strip()
                self._rows.append((sid, [cells[position].strip() for position in self._times]))

    def settle_order(self) -> tuple[str, bool]:
        """The order of the export's dates, such as `dmy`, and True if it is only assumed.

        Raises OrganiserError if the submissions' times contradict each other. Contradictions
        between answers are ignored: a form file may declare as a date what people typed freely.
        """
        order = self._by_times.settle_order()
        if self._by_times.is_assumed:
            forward = [
                candidate
                for candidate in DATES
                if candidate in AMBIGUOUS and not self._goes_back(candidate)
            ]
            if len(forward) == 1:
                return forward[0], False
        try:
            return self._by_everything.settle_order(), self._by_everything.is_assumed
        except OrganiserError:
            return order, self._by_times.is_assumed

    def _goes_back(self, order: str) -> bool:
        """True if the submissions' dates, read in `order`, contradict the order of events.

        They do if a submission was begun on an earlier day than a submission with a smaller SID.
        They do too if a submission was completed or edited before the day on which it was begun.
        """
        rows = [(sid, [_day(cell, order) for cell in cells]) for sid, cells in self._rows]
        numbered = sorted((int(sid), days) for sid, days in rows if SID.fullmatch(sid))
        pairs = [*pairwise(days[0] for _, days in numbered if days[0])]
        pairs += [(days[0], later) for _, days in rows for later in days[1:] if days[0] and later]
        return any(later < earlier for earlier, later in pairs)
