"""The values that a form file's keys take. Each refused value raises an error of its own type."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Annotated, Literal, LiteralString
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank text")
    return text


def as_list(value: object) -> object:
    """A single text as a list: `"Nom"` → `["Nom"]`. Any other value is returned unchanged. So a key
    of the form file with a single value needs no brackets."""
    return [value] if isinstance(value, str) else value


def reading_of(value: object) -> object:
    """The value of `[review] required` as a word: True → `"all"`, False → `"none"`. Any other value
    is returned unchanged."""
    return {True: "all", False: "none"}[value] if isinstance(value, bool) else value


def _as_ids(value: object) -> object:
    """The value as a list of ids in which whole numbers become texts: `2022` → `["2022"]`. So a
    single id needs no brackets, and a number no quotes."""
    listed = value if isinstance(value, list) else [value]
    return [str(item) if type(item) is int else item for item in listed]


def _local(value: object, end_of_day: bool) -> datetime:
    """The date-time. A date without a time becomes its first second or, with `end_of_day`, its last
    second: `2022-03-11` → `2022-03-11T23:59:59`.

    Raises PydanticCustomError for a date-time with an offset from UTC, and for any other value.
    """
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise PydanticCustomError("local_time", "date-time with an offset")
        return value
    if isinstance(value, date):
        return datetime.combine(value, time(23, 59, 59) if end_of_day else time())
    raise PydanticCustomError("local_time", "not a date-time")


def _opening(value: object) -> datetime:
    return _local(value, end_of_day=False)


def _closing(value: object) -> datetime:
    return _local(value, end_of_day=True)


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise PydanticCustomError("not_a_day", "not a day")
    return _local(value, end_of_day=False).date()


@cache
def _zones() -> frozenset[str]:
    """The names of the known time zones. They are cached, since Python reads hundreds of files to
    list them."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise PydanticCustomError("unknown_zone", "unknown time zone")
    return name


# Days and longer: a retention is never a matter of hours.
DURATION = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")


def date_after(day: date, duration: str) -> date:
    """The day plus an ISO 8601 duration: 2022-01-31 plus `P1M` → 2022-02-28.

    `date.max` if the sum is too late for a `date`. Raises ValueError if `duration` is not a
    duration.
    """
    match = DURATION.fullmatch(duration)
    if match is None:
        raise ValueError("not a duration")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    try:
        year, month = divmod(day.year * 12 + day.month - 1 + 12 * years + months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(weeks=weeks, days=days)
    except (ValueError, OverflowError):
        return date.max  # no calendar goes further


def _kept_until(value: object) -> date | str:
    """The date, or the ISO 8601 duration in years, months, weeks and days (`P1Y6M`), unchanged. A
    local date-time becomes its date. Raises PydanticCustomError for any other value."""
    if isinstance(value, datetime):
        return _opening(value).date()
    if isinstance(value, date) or (isinstance(value, str) and DURATION.fullmatch(value)):
        return value
    raise PydanticCustomError("not_a_retention", "neither a date nor a duration")


def _most_documents(value: object) -> int | str:
    """The value, if it is a positive whole number or `"all"`. Raises PydanticCustomError for any
    other value."""
    if value == "all" or (type(value) is int and value > 0):
        return value
    raise PydanticCustomError("not_a_documents_max", "neither a number nor all")


LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _address(text: str) -> str:
    """A form's https address, without its query: `https://framaforms.org/v?x=1` →
    `https://framaforms.org/v`. For a server on this machine, http is allowed too. Raises
    PydanticCustomError for other addresses, and for an address without a path."""
    parts = _address_parts(text, "not_an_address")
    is_closed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not (is_closed and parts.path.strip("/")):
        raise PydanticCustomError("not_an_address", "no https address")
    return parts.geturl()


def _page_address(text: str) -> str:
    """The https address of a public page, without its query: `https://asso.fr/video/?x=1` →
    `https://asso.fr/video/`. Raises PydanticCustomError for any other address, such as
    `http://asso.fr/`."""
    parts = _address_parts(text, "not_a_page")
    if parts.scheme != "https" or re.search(r"[\s\"'<>\\]", text.strip()):
        raise PydanticCustomError("not_a_page", "no https address")
    return parts.geturl()


def _address_parts(text: str, error: LiteralString) -> SplitResult:
    """The parts of an address, without its query (« ? ») and fragment (« # »).

    Raises PydanticCustomError. Its type is `address_with_account` for `https://ana@asso.fr`. For an
    address without a host, or for a text that is no address, its type is `error`.
    """
    try:
        parts = urlsplit(text.strip())
        host, has_account = parts.hostname, parts.username is not None
        _ = parts.port  # ValueError where it is no number
    except ValueError:
        raise PydanticCustomError(error, "no address") from None
    if has_account:
        raise PydanticCustomError("address_with_account", "an account in an address")
    if not host:
        raise PydanticCustomError(error, "no address")
    return parts._replace(query="", fragment="")


def _colour(text: str) -> str:
    """A colour in lower case: `#1F5A99` → `#1f5a99`. Raises PydanticCustomError for a text in
    another format."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text.strip()):
        raise PydanticCustomError("not_a_colour", "no colour")
    return text.strip().lower()


def _initials(text: str) -> str:
    """The text, if it is initials: a capital, then up to three capitals or digits: `AB`, `C2`.
    Raises PydanticCustomError for anything else, such as a first name: « Ana »."""
    if not re.fullmatch("[A-Z][A-Z0-9]{0,3}", text):
        raise PydanticCustomError("not_initials", "no initials")
    return text


Initials = Annotated[str, AfterValidator(_initials)]
Identifier = Annotated[str, StringConstraints(pattern="^[a-z0-9_]+$")]
Text = Annotated[str, AfterValidator(_not_blank)]
Spellings = Annotated[list[Text], BeforeValidator(as_list), Field(min_length=1)]
# An id is always a spelling of itself: the list may be empty.
Options = dict[Identifier, Annotated[list[Text], BeforeValidator(as_list)]]
# Name of a total -> the choices that it counts.
Groups = dict[Text, Annotated[list[Text], BeforeValidator(_as_ids), Field(min_length=1)]]
Opening = Annotated[datetime, BeforeValidator(_opening)]
Closing = Annotated[datetime, BeforeValidator(_closing)]
Day = Annotated[date, BeforeValidator(_day)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
Address = Annotated[str, AfterValidator(_address)]
PageAddress = Annotated[str, AfterValidator(_page_address)]
Colour = Annotated[str, AfterValidator(_colour)]
Retained = Annotated[date | str, BeforeValidator(_kept_until)]
DocumentsMax = Annotated[int | Literal["all"], BeforeValidator(_most_documents)]
# Question -> the choices that must all be ticked.
Ticked = Annotated[
    dict[
        Identifier,
        Annotated[list[Identifier], BeforeValidator(as_list), Field(min_length=1)],
    ],
    Field(min_length=1),
]

Kind = Literal["choice", "choices", "grid", "number", "date", "time", "text", "file"]
Audience = Literal["all", "organisation"]
State = Literal["own_name", "collective_name", "anonymous", "reflection_only", "unclear"]
