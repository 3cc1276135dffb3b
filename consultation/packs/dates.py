"""Dates and numbers in the words of a French document."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from consultation.words.french import NO_BREAK_SPACE, french_digits, sentences

_HOUR = re.compile(r"(\d{1,2}):(\d\d)(?::00)?")


def date_in_words(day: dt.date) -> str:
    """The day in French: 2022-03-10 → « 10 mars 2022 », 2022-03-01 → « 1er mars 2022 »."""
    number = "1er" if day.day == 1 else str(day.day)
    month = sentences()["months"][f"{day.month}"]
    return f"{number}{NO_BREAK_SPACE}{month}{NO_BREAK_SPACE}{day.year}"


def moment(day: dt.date | None, week: dt.date | None) -> str:
    """The day of a contribution in French: « 10 mars 2022 ». If `day` is None, as for a
    contribution without a name, its week: « Semaine du 7 mars 2022 ». If both are None, « Date
    inconnue »."""
    if day is not None:
        return date_in_words(day)
    return f"Semaine du {date_in_words(week)}" if week is not None else "Date inconnue"


def time_in_words(text: str) -> str:
    """The hour in French: `08:30` or `08:30:00` → « 8 h 30 ». Other texts stay unchanged."""
    hour = _HOUR.fullmatch(text)
    return NO_BREAK_SPACE.join((str(int(hour[1])), "h", hour[2])) if hour else text


def plain_number(value: float) -> str:
    """The number in French with all its digits: 1234.56 → « 1 234,56 », with a narrow no-break
    space."""
    text = f"{Decimal(repr(value)):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return french_digits(text.replace("-", "\u2212"))
