"""Positions on earth: a latitude and a longitude, in decimals or in degrees (ISO 6709 as people
write it), and Plus Codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span

_LATITUDE = r"[+-]?(?:90|[0-8]?\d)"
_LONGITUDE = r"[+-]?(?:180|1[0-7]\d|\d{1,2})"
_TURN = r"(?:nord|sud|est|ouest|north|south|east|west|[NSEWO])(?![^\W_])"
_NAME = r"(?:(?:lat|lon|lng|long)(?:itude)?\.? ?[:=]? ?|[NSEWO] ?)?"
_BETWEEN = r"(?: ?[,;/|&] ?| et |\n| )"
_PAIR = re.compile(
    rf"(?<![\w.,])(?P<written>{_NAME}{_LATITUDE}(?P<one>[.,]\d{{2,15}})(?:°| ?deg(?:res?)?)?"
    rf" ?(?:{_TURN})?{_BETWEEN}{{1,2}}{_NAME}{_LONGITUDE}(?P<other>[.,]\d{{2,15}})"
    rf"(?P<turn>(?:°| ?deg(?:res?)?)? ?(?:{_TURN})?))(?![\w%]| ?(?:%|€|euros|k?m\b))",
    re.IGNORECASE,
)
_FINE = 4  # decimals: eleven metres
_CUE = re.compile(
    r"(?:gps|coord\w*|latit\w*|longit\w*|\blat\b|\blon\b|geo\w*|position\w*|maps?\b|localis\w*)"
    r"[^!?\n]{0,40}\Z|(?:lat|lon|lng|[NSEWO]) ?[:=]?\Z",
    re.IGNORECASE,
)
_ANGLE = (
    r"\d{1,3} ?(?:°|deg(?:res?)?|d|º| ) ?\d{1,2}(?:[.,]\d{1,6})? ?(?:'|min(?:utes?)?|m| )?"
    r"(?: ?\d{1,2}(?:[.,]\d{1,6})? ?(?:\"|''|″|”|s(?:ec(?:ondes?)?)?)?)?"
)
_ANGLES = re.compile(
    rf"(?<![\w.,])(?:{_ANGLE} ?{_TURN}{_BETWEEN}{{0,2}}{_ANGLE} ?{_TURN}"
    rf"|[NSEWO] ?{_ANGLE}{_BETWEEN}{{0,2}}[NSEWO] ?{_ANGLE}(?!\w)"
    rf"|\d{{1,2}}°(?: ?[\d.,'\"″”]){{2,14}}+{_BETWEEN}{{1,2}}\d{{1,3}}°(?: ?[\d.,'\"″”]){{2,14}}+)",
    re.IGNORECASE,
)
_PLUS_CODE = re.compile(
    r"(?<![^\W_])(?:[23456789CFGHJMPQRVWX]{8}"
    r"|[23456789CFGHJMPQRVWX]{4})\+[23456789CFGHJMPQRVWX]{2,3}"
    r"(?![^\W_])"
)
_MAYBE = re.compile(r"\d(?:[.,]\d\d|°| ?deg|[ .,'\"\d]{0,8}[NSEWO](?![a-z])|[A-Z\d]{0,8}\+)")


def positions(text: str) -> Iterator[Span]:
    """Where a skeleton's text says a place by its co-ordinates."""
    if not _MAYBE.search(text):
        return
    for found in _PAIR.finditer(text):
        decimals = min(len(found["one"]), len(found["other"])) - 1
        before = text[max(0, found.start() - 60) : found.start()]
        is_named = found["written"][0].isalpha() or bool(found["turn"].strip())
        is_fine = decimals >= _FINE and " et " not in found["written"]
        if is_fine or is_named or _CUE.search(before):
            yield Span("position", *found.span("written"))
    for pattern in (_ANGLES, _PLUS_CODE):
        for found in pattern.finditer(text):
            yield Span("position", *found.span())
