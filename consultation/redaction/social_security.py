"""NIR (INSEE, numéro d'inscription au répertoire): sex, year, month, département (2A and 2B in
Corsica), commune, order, and a key: 97 less the number modulo 97. The key is checked by
python-stdnum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from stdnum.fr import nir

from consultation.redaction.model import Span

_S = r"[ .\n/-]{0,2}"
_MONTH = rf"(?:0{_S}[1-9]|1{_S}[0-2]|[2-4]{_S}\d|[5-9]{_S}\d)"
_THIRTEEN = rf"(?<!\d)[12378]{_S}\d{_S}\d{_S}{_MONTH}{_S}(?:\d{_S}\d|2{_S}[ABab])(?:{_S}\d){{6}}"
# Sex, year, month, département, commune, order, key.
_NIR_CUTS = {1, 3, 5, 7, 10, 13, 15}
_KEY = rf"[ .,;\n/-]{{0,2}}[ (\[]?(?:clef?)?[ :]{{0,3}}[(\[]?\d{_S}\d"
_WITH_KEY = re.compile(rf"{_THIRTEEN}(?P<key>{_KEY})(?!\d)", re.IGNORECASE)
# What somebody calls so, without its key.
_SPELLED = re.compile(
    r"\b(?:nir|secu|ss|securite sociale|insee)\b(?: ?(?:est|n°|no|numero|le|:|=|-)){0,3}[ :]{0,3}"
    rf"(?P<number>{_THIRTEEN})(?!\d|{_S}[ (\[]?\d{_S}\d(?!\d))",
    re.IGNORECASE,
)


def social_security_numbers(text: str) -> Iterator[Span]:
    """The NIRs of a skeleton."""
    for found in _WITH_KEY.finditer(text):
        if nir.is_valid(_compact(found[0])):
            yield Span("nir", found.start(), _closed(text, found))
    lower = text.lower()
    if any(word in lower for word in ("nir", "secu", "ss", "insee")):
        for found in _SPELLED.finditer(text):
            yield Span("nir", *found.span("number"))


def shaped_as_social_security_numbers(text: str) -> list[tuple[int, int]]:
    """Where a skeleton has fifteen digits grouped as a NIR's, whatever its key: no other number
    is to be found inside."""
    return [
        (found.start(), _closed(text, found))
        for found in _WITH_KEY.finditer(text)
        if _cuts(found[0]) <= _NIR_CUTS
    ]


def _compact(written: str) -> str:
    return re.sub(r"[^0-9AB]", "", re.sub("(?i)clef?", "", written).upper())


def _closed(text: str, found: re.Match[str]) -> int:
    after = text[found.end() : found.end() + 1]
    is_open = "(" in found["key"] or "[" in found["key"]
    return found.end() + (is_open and after in {")", "]"})


def _cuts(written: str) -> set[int]:
    """After how many digits something else is written."""
    if "l" in written.lower():
        written = re.sub("(?i)clef?", "", written)
    groups = re.findall(r"[0-9ABab]+", written)
    return set(accumulate(len(group) for group in groups))
