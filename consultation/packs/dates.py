"""Dates and numbers in the words of a French document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from consultation.words.french import NO_BREAK_SPACE, sentences, with_french_signs


def date_in_words(day: dt.date) -> str:
    """The day in French: 2022-03-10 → « 10 mars 2022 », 2022-03-01 → « 1er mars 2022 »."""
    number = "1er" if day.day == 1 else str(day.day)
    month = sentences()["months"][f"{day.month}"]
    return f"{number}{NO_BREAK_SPACE}{month}{NO_BREAK_SPACE}{day.year}"


def moment(day: dt.date | None, week: dt.date | None) -> str:
    """The day of a contribution, « 10 mars 2022 », or its week if `day` is None, as without a name:
    « Semaine du 7 mars 2022 ». Without either, « Date inconnue »."""
    if day is not None:
        return date_in_words(day)
    return f"Semaine du {date_in_words(week)}" if week is not None else "Date inconnue"


def time_in_words(text: str) -> str:
    """The hour in French: `08:30` or `08:30:00` → « 8 h 30 ». Other texts stay unchanged."""
    parts = text.split(":")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        return text
    units = ("h", "min", "s")
    hour, minute, *seconds = parts
    shown = [str(int(hour)), units[0], minute]
    if any(map(int, seconds)):
        shown += [units[1], *seconds, units[2]]
    return NO_BREAK_SPACE.join(shown)


def plain_number(value: float) -> str:
    """The number in French with all its digits: 1234.56 → « 1 234,56 », with a narrow no-break
    space."""
    text = f"{Decimal(repr(value)):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return with_french_signs(text.replace("-", "\u2212"))
