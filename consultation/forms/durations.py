"""Dates counted from another date by an ISO 8601 duration."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from schemas.form_values import DURATION


def date_after(day: date, duration: str) -> date:
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
