"""In which order a file writes day, month and year: settled by its cells, never guessed in silence.

Framaforms' "short" date format belongs to the site: `14/03/2022 - 09:05` on one,
`03/14/2022 - 09:05` on another. Only a number above 12 tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

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
