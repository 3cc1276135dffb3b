"""What the cell of an answer looks like, whatever its column is called."""

from __future__ import annotations

import re

# Nothing that has a shape is longer; a text is not searched.
LONGEST = 254

SHAPES = {
    "tick": re.compile(r"[Xx]"),
    "email": re.compile(r"(mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"),
    "phone": re.compile(r"(\+|00)[1-9][\d\s.()-]{7,18}|0\d([\s.-]?\d{2}){4}"),
    "postcode": re.compile(r"(\d{2} ?\d{3}|2[AaBb]\d{3})"),
    "number": re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+|\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d*)?)"),
    "whole": re.compile(r"\d+"),
    "date": re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}([/-])\d{1,2}\2\d{1,2}"),
    "moment": re.compile(
        r"(\d{1,2}([/.-])\d{1,2}\2\d{4}|\d{4}([/-])\d{1,2}\3\d{1,2})"
        r"([ T]| - )\d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?",
        re.IGNORECASE,
    ),
    "time": re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[ap]\.?m\.?)?", re.IGNORECASE),
    "url": re.compile(r"(https?://|www\.)\S+", re.IGNORECASE),
    "address": re.compile(
        r"\d+\s*(bis|ter|quater)?\s*,?\s+(rue|r\.|avenue|av\.?|boulevard|bd|bld|place|pl\.|chemin|"
        r"allée|allee|impasse|route|quai|square|cours|résidence|residence|lotissement)\b.*",
        re.IGNORECASE | re.DOTALL,
    ),
    "several": re.compile(r"\d+(,\d+)+"),
}


def shapes_of(cell: str) -> list[str]:
    """The shapes that a cell without surrounding white space has, none for a plain text."""
    if len(cell) > LONGEST:
        return []
    return [name for name, shape in SHAPES.items() if shape.fullmatch(cell)]
