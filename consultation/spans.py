"""Lengths of time as people type them: « 36h », « 2j »."""

from __future__ import annotations

import re
from datetime import timedelta

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
