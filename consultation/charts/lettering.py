"""How wide texts are in the pictures' own font, and where their lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from math import fsum
from pathlib import Path

from consultation.words.french import as_printed

FONTS = Path(__file__).parent / "fonts"
FAMILY = "'Inter Images', Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
LINE = 1.25
"""Height of a line, in sizes of its letters."""

# A reader without Inter sees the SVG in a font that may be a little wider.
_SPARE = 1.04
_MISSING = "□"


@cache
def _advances(is_bold: bool) -> dict[int, float]:
    """How far each character moves on, in sizes of the letters."""
    from fontTools.ttLib import TTFont  # a tenth of a second, for those who draw

    font = TTFont(FONTS / f"Inter-{'SemiBold' if is_bold else 'Regular'}.ttf", lazy=True)
    units, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {code: metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Pixels that a shown text takes on one line."""
    advances = _advances(is_bold)
    return fsum(advances[ord(character)] for character in text) * size * _SPARE


def as_drawn(text: str) -> str:
    """The text as pictures have it: on one line, with French spaces and apostrophes, in characters
    that the font has. Others become one □, so that no machine puts a font of its own there."""
    known = _advances(False)
    composed = unicodedata.normalize("NFC", text)
    signs = "".join(sign if ord(sign) in known else _stand_in(sign) for sign in composed)
    line = re.sub(" +", " ", re.sub(f"{_MISSING}+", _MISSING, signs)).strip(" ")
    return as_printed(line)


def _stand_in(sign: str) -> str:
    """Breaks are spaces; marks and signs that join go with the character that they belong to."""
    category = unicodedata.category(sign)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if category in ("Mn", "Me", "Cf") else _MISSING


def lines_of(
    text: str,
    size: float,
    at_most: float,
    *,
    lines: int,
    is_bold: bool = False,
) -> tuple[str, ...]:
    """The text as shown, in lines that are at most so wide; what the last one cannot hold becomes
    « … ». They are about as long as each other: no word is left alone on the last one."""
    words = _words(as_drawn(text), size, at_most, is_bold=is_bold)
    broken = _broken(words, size, at_most, is_bold=is_bold)
    if len(broken) > lines:
        return (*broken[: lines - 1], _cut(broken[lines - 1], size, at_most, is_bold=is_bold))
    while len(broken) > 1:
        at_most -= size / 2
        narrower = _broken(words, size, at_most, is_bold=is_bold)
        widest = max(width(line, size, is_bold=is_bold) for line in narrower)
        if len(narrower) > len(broken) or widest > at_most:
            break
        broken = narrower
    return tuple(broken)


def is_whole(lines: Sequence[str], text: str) -> bool:
    """Whether the lines hold all of the text that was wrapped."""
    return "".join(lines).replace(" ", "") == as_drawn(text).replace(" ", "")


def _broken(words: list[str], size: float, at_most: float, *, is_bold: bool) -> list[str]:
    lines = words[:1]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width(longer, size, is_bold=is_bold) <= at_most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, size: float, at_most: float, *, is_bold: bool) -> str:
    while width(f"{line}…", size, is_bold=is_bold) > at_most:
        line = line[:-1]
    return f"{line.rstrip(' ,;:.')}…"


def _words(text: str, size: float, at_most: float, *, is_bold: bool) -> list[str]:
    """The words, those that are wider than a line in pieces that are not."""
    pieces: list[str] = []
    for word in text.split(" "):
        if width(word, size, is_bold=is_bold) <= at_most:
            pieces.append(word)
            continue
        piece = ""
        for sign in word:
            if piece and width(piece + sign, size, is_bold=is_bold) > at_most:
                pieces.append(piece)
                piece = ""
            piece += sign
        pieces.append(piece)
    return pieces
