"""Convert values of a result to French text for readers, and to plain values for files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isfinite, isnan

from consultation.words.french import date, french_digits, share
from consultation.words.screen import harmless_text

_SHARE = re.compile(r"Part\b.*|.*_share")
# Titles of numbers that identify something: nobody writes « 2 022 » for a year.
_PLAIN = re.compile(r".*(?:\b|_)(?:sid|serial|id|number|year|année|an|ligne|line_number)", re.I)
_NUMERIC = re.compile(r"U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|BIGNUM|DECIMAL\(.+\)")
DECIMALS = 3


def is_share(title: str) -> bool:
    """True if a column with this title holds shares from 0 to 1: `answer_share`, « Part des
    réponses » → True."""
    return _SHARE.fullmatch(title) is not None


def is_numeric(type_name: str) -> bool:
    """True if the DuckDB type is a number: `BIGINT`, `DECIMAL(18,3)` → True, `VARCHAR` → False."""
    return _NUMERIC.fullmatch(type_name) is not None


def distinct_titles(titles: Sequence[str]) -> tuple[str, ...]:
    """The titles made unique whatever their case: « Nom », « nom » and an empty title → `Nom`,
    `nom_2`, `colonne`."""
    taken: set[str] = set()
    unique = []
    for title in titles:
        name, number = title.strip() or "colonne", 1
        while name.casefold() in taken:
            number += 1
            name = f"{title.strip() or 'colonne'}_{number}"
        taken.add(name.casefold())
        unique.append(name)
    return tuple(unique)


def in_french(value: object, title: str = "") -> str:
    """The value as a French reader sees it: 1234.5 → « 1 234,5 », True → « oui », None → empty.
    `title` is that of the value's column: 0.5 is « 50,0 % » in a column of shares, 2022 is « 2022 »
    in a column of years or ids, elsewhere « 2 022 »."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float | Decimal):
        return _number(value, title)
    if isinstance(value, dt.datetime):
        return f"{date(value)} {value:%H:%M:%S}".removesuffix(":00")
    if isinstance(value, dt.date):
        return date(value)
    return harmless_text(str(plain_value(value)))


def _number(value: float | Decimal, title: str) -> str:
    if not isfinite(value):
        return "" if isnan(value) else str(value).replace("inf", "∞")
    if is_share(title) and not isinstance(value, int):
        return share(float(value))
    if value == int(value):
        return str(int(value)) if _PLAIN.fullmatch(title) else french_digits(f"{int(value):,}")
    decimals = DECIMALS if abs(float(value)) >= 1 else max(DECIMALS, 2 - Decimal(value).adjusted())
    return french_digits(f"{value:,.{decimals}f}".rstrip("0").rstrip("."))


def plain_value(value: object) -> object:
    r"""The value as a cell of a file: text, number, date, time, or null.

    Lists and structures become JSON, booleans `true` or `false`, infinite numbers null, bytes
    hexadecimal: `b"\x00"` → `00`.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return value if isfinite(value) else None
    if value is None or isinstance(value, str | int | Decimal | dt.date | dt.time):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, list | tuple | dict):
        return json.dumps(as_json(value), ensure_ascii=False)
    return str(value)


def as_json(value: object) -> object:
    """The value for JSON: dates and times in ISO form, infinite numbers as null, other types as
    text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if isfinite(value) else None
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    return plain_value(value)


def plain_rows(rows: Iterable[tuple[object, ...]]) -> Iterable[tuple[object, ...]]:
    """The rows as cells of a file, by `plain_value`: `True` → `true`."""
    return (tuple(plain_value(value) for value in row) for row in rows)
