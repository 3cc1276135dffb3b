"""Times as form tools write them for people -> ISO 8601, with their offset where it is said."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = (
    ("janvier", "january", "janv", "jan"),
    ("février", "february", "févr", "fevrier", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("août", "august", "aout", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("décembre", "december", "déc", "decembre", "dec"),
)
MONTH = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
CLOCK = r"""
(?P<hour>\d{1,2}) (?: : | h\s? ) (?P<minute>\d{2}) (?: : (?P<second>\d{2}) )?
(?: \s? (?P<half>[AaPp]) \.? [Mm] \.? )?
(?: \s? (?P<zone>\D.*) )?
"""
YEAR_FIRST = r"(?P<year>\d{4}) [/-] (?P<month>\d{1,2}) [/-] (?P<day>\d{1,2}) [T\s]"
DAY_FIRST = r"""
(?: [^\W\d]+\.? \s )? (?P<day>\d{1,2}) (?:er)? \s (?P<month>[^\W\d]+)\.? \s (?P<year>\d{4})
(?: ,?\sà | \sat | , )? \s
"""
MONTH_FIRST = r"""
(?: [^\W\d]+,\s )? (?P<month>[^\W\d]+)\.? \s (?P<day>\d{1,2}),\s (?P<year>\d{4})
(?: \sat | , )? \s
"""
FORMS = tuple(re.compile(d + CLOCK, re.VERBOSE) for d in (YEAR_FIRST, DAY_FIRST, MONTH_FIRST))
# The same numbers with day or month first: the whole file says which.
NUMBERS = re.compile(
    r"(?P<first>\d{1,2}) (?P<mark>[/.-]) (?P<then>\d{1,2}) (?P=mark) (?P<year>\d{4}) ,?\s" + CLOCK,
    re.VERBOSE,
)
OFFSET = re.compile(r"(?:UTC|GMT)? ?(?P<sign>[+−-]) ?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
HOURS = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("CET", "WEST", "BST", "MEZ"), 1),
    **dict.fromkeys(("CEST", "EET", "MESZ"), 2),
    **dict.fromkeys(("EEST", "MSK"), 3),
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
    **{"AST": -4, "ADT": -3, "GFT": -3, "RET": 4},
    "heure normale d'Europe centrale": 1,
    "heure d'été d'Europe centrale": 2,
    "Central European Standard Time": 1,
    "Central European Summer Time": 2,
    "temps universel coordonné": 0,
    "Coordinated Universal Time": 0,
}


def iso_moment(cell: str) -> str:
    """The moment in ISO 8601; the cell as it is when it can't be read.

    A zone that is not known is left out: the moment is then read in the form's time zone.
    """
    text = " ".join(cell.replace("’", "'").split())
    for form in FORMS:
        if (found := form.fullmatch(text)) and (
            moment := _moment(found, found["month"], found["day"])
        ):
            return moment + _offset(found["zone"])
    if (found := NUMBERS.fullmatch(text)) and (clock := _clock(found)):
        first, then, mark = int(found["first"]), int(found["then"]), found["mark"]
        return f"{first:02}{mark}{then:02}{mark}{found['year']} {clock}"
    return cell


def _moment(found: re.Match[str], month: str, day: str) -> str:
    number = int(month) if month.isdecimal() else MONTH.get(month.lower(), 0)
    clock = _clock(found)
    try:
        date = dt.date(int(found["year"]), number, int(day))
    except ValueError:
        return ""
    return f"{date}T{clock}" if clock else ""


def _clock(found: re.Match[str]) -> str:
    """The time of day, 24 hours a day."""
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02}:{found['minute']}:{found['second'] or '00'}"


def _offset(zone: str | None) -> str:
    zone = (zone or "").strip(" ()")
    if (found := OFFSET.fullmatch(zone)) is not None:
        sign = "+" if found["sign"] == "+" else "-"
        return f"{sign}{int(found['hours']):02}:{found['minutes'] or '00'}"
    hours = HOURS.get(zone)
    return "" if hours is None else f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"
