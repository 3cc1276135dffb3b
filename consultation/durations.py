"""Dates counted from another date by an ISO 8601 duration, and spans as one types them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from schemas.form import DURATION


def after(day: date, duration: str) -> date:
    """The day plus years, months, weeks and days; where that month is too short, its last day."""
    found = DURATION.fullmatch(duration)
    if found is None:
        raise ValueError("not a duration")
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    try:
        year, month = divmod(day.year * 12 + day.month - 1 + 12 * years + months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(weeks=weeks, days=days)
    except (ValueError, OverflowError):
        return date.max  # no calendar goes further


# As people type them: French and English initials. No months: they have no length.
_SPAN = re.compile(r"\s*(\d{1,6})\s*(s|min|m|h|j|d|sem|w)\s*", flags=re.IGNORECASE)
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "j": timedelta(days=1),
    "d": timedelta(days=1),
    "sem": timedelta(weeks=1),
    "w": timedelta(weeks=1),
}


def span(text: str) -> timedelta:
    """« 36h », « 2j » or « 2d », « 90min », « 1sem »; ValueError for anything else."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError("not a span")
    count, unit = found.groups()
    return int(count) * _UNITS[unit.lower()]
