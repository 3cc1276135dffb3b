"""Positions on earth: a latitude and a longitude, in decimals or in degrees (ISO 6709 as people
write it), Plus Codes, and what is announced: Lambert, UTM, geohash, what3words, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultation.redaction.figures import IN_WORDS
from consultation.redaction.masks import Span

_LATITUDE = r"[+-]?(?:90|[0-8]?\d)"
_LONGITUDE = r"[+-]?(?:180|1[0-7]\d|\d{1,2})"
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
    rf"|[NSEWO] ?{_ANGLE}{_BETWEEN}{{0,2}}[NSEWO] ?{_ANGLE}(?!\w)"
    rf"|\d{{1,2}}°(?: ?[\d.,'\"″”]){{2,14}}+{_BETWEEN}{{1,2}}\d{{1,3}}°(?: ?[\d.,'\"″”]){{2,14}}+)",
    re.IGNORECASE,
)
_PLUS_CODE = re.compile(
    r"(?<![^\W_])(?:[23456789CFGHJMPQRVWX]{8}"
    r"|[23456789CFGHJMPQRVWX]{4})\+[23456789CFGHJMPQRVWX]{2,3}"
    r"(?![^\W_])"
)
# Only when it is announced: figures that could be anything, words, codes.
_COUNT = r"\d{1,3}(?:[ .]?\d{3})(?:[ .]?\d{3})?(?:[.,]\d{1,3})?(?: ?m(?:etres)?\b)?"
_WORDED = (
    rf"{IN_WORDS}(?: {IN_WORDS})? (?:virgule|degres?|point)(?:[ ,]{{1,2}}(?:{IN_WORDS}"
    rf"|\d{{1,9}}|minutes?|secondes?|nord|est|ouest|sud|et|une|virgule|degres?|point|longitude"
    rf"|latitude)){{3,30}}"
)
_ANNOUNCED = re.compile(
    rf"(?=[lucgw3pmot])(?<!\w)(?:(?:lambert|utm|mgrs|coordonnees)[^.!?\n\x00]{{0,50}}?(?<![\w.,])"
    rf"(?P<plane>(?:\d\d ?[c-x] )?(?:x ?[:=]? ?|e ?[:=]? ?)?{_COUNT}(?: ?[,;/|&] ?|\n| et "
    rf"| )+(?:[yn] ?[:=]? ?)?{_COUNT}|\d\d ?[c-x] ?[a-z]{{2}} ?\d{{2,5}} ?\d{{2,5}})"
    r"|(?:geohash|mapcode|plus ?codes?|open location code|code (?:plus|google"
    rf"|maps))[^.!?\n\x00]{{0,30}}?(?<!\w)"
    rf"(?P<code>(?=[a-z+]{{0,10}}\d)[a-z\d+.-]{{4,14}})"
    r"|(?:what ?3 ?words|w3w|what three words|(?:trois"
    rf"|3) mots)[^!?\n\x00]{{0,40}}?(?P<words>/{{0,3}}[a-z]{{3,20}}[.·][a-z]{{3,20}}[.·][a-"
    rf"z]{{3,20}}))(?![^\W_])",
)
_THREE_WORDS = re.compile(r"///[^\W\d_]{2,20}\.[^\W\d_]{2,20}\.[^\W\d_]{2,20}")
SIGNS = ("lambert", "utm", "mgrs", "coord", "geohash", "code", "what", "w3w", "mots", "///")
_IN_WORDS = re.compile(rf"(?<!\w){_WORDED}")
_MAYBE = re.compile(
    r"\d(?:[.,]\d\d|°| ?deg|[ .,'\"\d]{0,8}[NSEWO](?![a-z])|[A-Z\d]{0,8}\+| ?[.,] ?\d{4})|\do\d"
)


def positions(text: str, lower: str) -> Iterator[Span]:
    """Where a skeleton's text says a place by its co-ordinates."""
    yield from _announced_positions(lower)
    if not _MAYBE.search(text):
        return
    for found in _PAIR.finditer(text):
        decimals = min(len(found[name].strip(" .,")) for name in ("one", "other"))
        before = text[max(0, found.start() - 60) : found.start()]
        is_named = found["written"][0].isalpha() or bool(found["turn"].strip())
        is_fine = decimals >= _FINE and " et " not in found["written"]
        if is_fine or is_named or _CUE.search(before):
            yield _with_link(text, *found.span("written"))
    for pattern in (_ANGLES, _PLUS_CODE):
        for found in pattern.finditer(text):
            yield Span("position", *found.span())


def _with_link(text: str, start: int, end: int) -> Span:
    """The position with the link to a map, or the « geo: », that it is in."""
    link = _LINK.search(text, max(0, start - 200), start)
    rest = _REST_OF_LINK.match(text, end)
    return Span("position", link.start() if link else start, rest.end() if link and rest else end)


def _announced_positions(lower: str) -> Iterator[Span]:
    if any(map(lower.__contains__, SIGNS)):
        for found in _ANNOUNCED.finditer(lower):
            group = found.lastgroup or 0
            yield Span("position", *found.span(group))
        for found in _THREE_WORDS.finditer(lower):
            yield Span("position", *found.span())
    if "virgule" in lower or "degre" in lower:
        for found in _IN_WORDS.finditer(lower):
            yield Span("position", *found.span())
