"""Convert times that form tools write for people to ISO 8601, with their offset from UTC if it is
known."""

from __future__ import annotations

import datetime as dt
import re

from consultation.exports.submission_columns import MONTHS, ZONES

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
# Day or month first, which only the whole file can show.
NUMBERS = re.compile(
    r"(?P<first>\d{1,2}) (?P<mark>[/.-]) (?P<then>\d{1,2}) (?P=mark) (?P<year>\d{4}) ,?\s" + CLOCK,
    re.VERBOSE,
)
OFFSET = re.compile(r"(?:UTC|GMT)? ?(?P<sign>[+−-]) ?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")


def iso_moment(cell: str) -> str:
    """The time in ISO 8601: `2022/03/11 6:00:00 PM GMT+1` → `2022-03-11T18:00:00+01:00`. The
    unchanged cell if it can't be read.

    If the day or the month may come first, their order is kept: `3/4/2022 6:05:00` →
    `03/04/2022 06:05:00`. A time zone after such a date is dropped, and so is a time zone that is
    not known. The time is later read in the form's time zone.
    """
    text = " ".join(cell.replace("’", "'").split())
    for form in FORMS:
        if (match := form.fullmatch(text)) and (
            moment := _moment(match, match["month"], match["day"])
        ):
            return moment + _offset(match["zone"])
    if (match := NUMBERS.fullmatch(text)) and (clock := _clock(match)):
        first, then, mark = int(match["first"]), int(match["then"]), match["mark"]
        return f"{first:02}{mark}{then:02}{mark}{match['year']} {clock}"
    return cell


def _moment(match: re.Match[str], month: str, day: str) -> str:
    number = int(month) if month.isdecimal() else MONTHS.get(month.lower(), 0)
    clock = _clock(match)
    try:
        date = dt.date(int(match["year"]), number, int(day))
    except ValueError:
        return ""
    return f"{date}T{clock}" if clock else ""


def _clock(match: re.Match[str]) -> str:
    """The time of day from 0 to 24 h: `6:05 pm` → `18:05:00`. Empty if 12-hour time is out of
    range: `13:05 pm`."""
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02}:{match['minute']}:{match['second'] or '00'}"


def _offset(zone: str | None) -> str:
    zone = (zone or "").strip(" ()")
    if (match := OFFSET.fullmatch(zone)) is not None:
        sign = "+" if match["sign"] == "+" else "-"
        return f"{sign}{int(match['hours']):02}:{match['minutes'] or '00'}"
    hours = ZONES.get(zone)
    return "" if hours is None else f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"
