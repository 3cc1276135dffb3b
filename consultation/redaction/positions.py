"""Positions on earth: a latitude and a longitude, in decimals or in degrees (ISO 6709 as people
write it), and links to a point of a map."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.masks import Span
from consultation.redaction.rough_patterns import rough

_LATITUDE = r"[+-]?(?:90|[0-8]?\d)"
_LONGITUDE = r"[+-]?(?:180|1[0-7]\d|0?\d{1,2})"
_TURN = (
    r"(?:(?:de )?(?:latitude|longitude|nord|sud|est|ouest|north|south|east|west"
    r"|[NSEWO])(?![^\W_]) ?){1,3}"
)
_NAME = r"(?:[\"']?(?:lat|lon|lng|long|[lgxy])(?:itude)?[.\"']? ?[:=]? ?|[NSEWO] ?)?"
_BETWEEN = r"(?: ?[,;/|&_*·-] ?| et |\n| )"
_DEGREES = r"(?:°|º| ?deg(?:res?)?|d)"
_PAIR = re.compile(
    rf"(?<![\w.,])(?P<written>{_NAME}{_LATITUDE}(?P<one>[.,]\d{{2,15}}"
    rf"| ?[.,] ?\d{{4,15}}){_DEGREES}?"
    rf" ?(?:{_TURN})?{_BETWEEN}{{1,3}}{_NAME}{_LONGITUDE}(?P<other>[.,]\d{{2,15}}"
    rf"| ?[.,] ?\d{{4,15}})"
    rf"(?P<turn>{_DEGREES}? ?(?:{_TURN})?))(?![\w%]| ?(?:%|€|euros|k?m\b))",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:geo:|h(?:tt|xx)ps?:|www\.)[^\s\x00]{0,190}\Z", re.IGNORECASE)
_REST_OF_LINK = re.compile(r"(?:[?&=/,;][\w.=&+%-]+)*")
_FINE = 4  # decimals: eleven metres
_CUE = re.compile(
    r"(?:gps|coord\w*|latit\w*|longit\w*|\blat\b|\blon\b|geo\w*|position\w*|maps?\b|localis\w*)"
    r"[^!?\n]{0,40}\Z|(?:lat|lon|lng|[NSEWO]) ?[:=]?\Z",
    re.IGNORECASE,
)
_ANGLE = (
    r"\d{1,3} ?(?:°|deg(?:res?)?|d|o|º|[\*:-]| ) ?\d{1,2}(?:[.,]\d{1,6})? ?(?:'"
    r"|min(?:utes?)?|m|[:-]| )?"
    r"(?: ?\d{1,2}(?:[.,]\d{1,6})? ?(?:\"|''|″|”|s(?:ec(?:ondes?)?)?)?)?"
)
_ANGLES = re.compile(
    rf"(?<![\w.,])(?:{_ANGLE} ?{_TURN}{_BETWEEN}{{0,2}}{_ANGLE} ?{_TURN}"
    rf"|[NSEWO] ?{_ANGLE}{_BETWEEN}{{0,2}}[NSEWO] ?{_ANGLE}(?!\w))",
    re.IGNORECASE,
)
# Links to a point of a map, or to a search for one; not to the site itself.
MAP_SIGNS = ("map", "g.co", "osm.", "waze", "plus.c", "geoportail", "what3", "w3w")
_MAPS = (
    r"(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/kgs|osm\.org/(?:go|node|way|relation)|ul\.waze\.com|waze\.com/ul"
    r"|plus\.codes|maps\.apple\.com|google\.[a-z.]{2,6}/maps|maps\.google\.[a-z.]{2,6}"
    r"|bing\.com/maps|mappy\.com|geoportail\.gouv\.fr/carte)/?[/?#@][^\s\x00]{3,400}"
    r"|openstreetmap\.org/(?:(?:node|way|relation)/\d|[^\s\x00]{0,20}(?:map=1\d|mlat=))[^\s\x00]*"
    r"|(?:what3words\.com|w3w\.co)/[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+"
)
_MAP = re.compile(
    rf"(?<![\w@])(?:h(?:tt|xx)ps?://)?(?:[\w-]{{1,30}}\.){{0,3}}?(?:{_MAPS})(?<![.,;:!?)])", re.I
)

NEEDED = tuple((rough(place),) for place in (_MAP, _PAIR, _ANGLES))


def positions(text: str, lower: str) -> Iterator[Span]:
    """Yield the co-ordinates in a skeleton's text, and the links to a point of a map: « 48.8584,
    2.2945 »."""
    if "/" in text and any(map(lower.__contains__, MAP_SIGNS)):
        for position in _MAP.finditer(text):
            yield Span("position", *position.span())
    for position in _PAIR.finditer(text):
        decimals = min(len(position[name].strip(" .,")) for name in ("one", "other"))
        before = text[max(0, position.start() - 60) : position.start()]
        is_named = position["written"][0].isalpha() or bool(position["turn"].strip())
        is_fine = decimals >= _FINE and " et " not in position["written"]
        if is_fine or is_named or _CUE.search(before):
            yield _with_link(text, *position.span("written"))
    for position in _ANGLES.finditer(text):
        yield Span("position", *position.span())


def _with_link(text: str, start: int, end: int) -> Span:
    """The span of a position that goes from `start` to `end`, extended to the link to a map, or the
    « geo: », that contains it: « geo:48.8584,2.2945 »."""
    link = _LINK.search(text, max(0, start - 200), start)
    rest = _REST_OF_LINK.match(text, end)
    return Span("position", link.start() if link else start, rest.end() if link and rest else end)
