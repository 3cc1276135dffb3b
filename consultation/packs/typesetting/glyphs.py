"""What the fonts at hand can show, by asking typst itself, and what stands for the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from string import hexdigits

import typst

from consultation.packs.typesetting.compiling import export_pdf

MARKS_AT_MOST = 4
"""Marks that one letter can carry before they run over the lines around it."""

BATCH = 100
"""Characters, or lines, asked about at once: typst takes long to say that it misses thousands."""

_HEAD = (
    '#import "page.typ": sheet',
    '#import "words.typ": words',
    '#show: sheet.with("Essai")',
)
_WEIGHTS = ("regular", "semibold", "bold")
_PLACE = re.compile(r"\.typ:(\d+):")

# What French writes: asked about together, the first time that a process asks.
_USUAL = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xC0, 0x100)])).union("\u00a0«»°·œŒ–—’“”…€")
# Whether some font shows a character that stands alone; asked once in a process.
_shown: dict[str, bool] = {}


def with_stand_ins(text: str, *, apart: bool = False) -> str:
    """The text with what some font shows, since PDF/UA refuses a missing glyph.

    What no font has becomes ▯U+1F600 (and a space, if a digit that could be read with it follows);
    so do marks that one letter cannot carry, and all marks when set apart. A space that no font
    has is a plain one, an invisible sign is nothing.
    """
    characters = frozenset(text)
    _learn(characters)
    if all(_shown[one] and not is_joined(one) for one in characters):
        return text
    return "".join(_with_stand_ins(text, 0 if apart else MARKS_AT_MOST))


def is_mark(character: str) -> bool:
    """Whether the character is drawn upon the one before it."""
    return unicodedata.category(character)[0] == "M"


@lru_cache(4_096)
def is_joined(character: str) -> bool:
    """Whether typst may look for the character in the font of those beside it only."""
    return is_mark(character) or unicodedata.category(character) == "Cf"


def not_shown(lines: Sequence[object]) -> Iterator[int]:
    """The places of the lines that the fonts don't show in each weight: a letter and its marks come
    from one font."""
    for start in range(0, len(lines), BATCH):
        yield from _not_shown(lines[start : start + BATCH], start)


def _not_shown(lines: Sequence[object], start: int) -> Iterator[int]:
    """Nearly always all lines are shown: halves are asked about only where they aren't."""
    try:
        _probe(lines, [f"#words(d.at({at}))" for at in range(len(lines))])
    except typst.TypstError:
        half = len(lines) // 2
        if not half:
            yield start
            return
        yield from _not_shown(lines[:half], start)
        yield from _not_shown(lines[half:], start + half)


def _with_stand_ins(text: str, marks_at_most: int) -> Iterator[str]:
    marks = 0
    for character, after in pairwise(text + "\n"):
        marks = marks + 1 if is_mark(character) else 0
        joins = unicodedata.category(character) == "Cf" and not marks_at_most
        if _shown[character] and marks <= marks_at_most and not joins:
            yield character
        else:
            yield _stand_in(character, after)


def _stand_in(character: str, after: str) -> str:
    category = unicodedata.category(character)
    if category in ("Zs", "Cf"):
        return " " if category == "Zs" else ""
    return f"▯U+{ord(character):04X}" + (" " if after in hexdigits else "")


def _learn(characters: Iterable[str]) -> None:
    """Leaves each of the characters in `_shown`."""
    new = frozenset(characters) - _shown.keys()
    if not new:
        return
    unknown = sorted(new if _shown else new | _USUAL)
    # Each font puts what it likes in the private areas: nobody can tell what the author saw.
    asked = [one for one in unknown if unicodedata.category(one) != "Co"]
    batches = (asked[start : start + BATCH] for start in range(0, len(asked), BATCH))
    shown = set(asked).difference(*map(_missing, batches))
    _shown.update((one, one in shown) for one in unknown)


def _missing(characters: list[str]) -> set[str]:
    """Those that no font shows in each weight."""
    named = _missing_characters(characters)
    if named is None:
        return set()
    if named:
        return named | _missing([one for one in characters if one not in named])
    if len(characters) == 1:
        return set(characters)
    half = len(characters) // 2
    return _missing(characters[:half]) | _missing(characters[half:])


def _missing_characters(characters: list[str]) -> set[str] | None:
    """What typst says it misses; None when it misses nothing, empty when it does not say what.

    It names lines: each character has its own, in which it is not written, since it comes from
    the data.
    """
    rows = [f"#par[#d.at({at})]" for at in range(len(characters))]
    try:
        _probe(characters, rows)
    except typst.TypstError as error:
        numbers = [int(number) - len(_HEAD) - 2 for number in _PLACE.findall(error.diagnostic)]
        places = [number % (len(rows) + 1) - 1 for number in numbers if number >= 0]
        return {characters[place] for place in places if place >= 0}
    return None


def _probe(data: Sequence[object], rows: list[str]) -> None:
    """Typesets the rows in each weight; raises what typst says of them."""
    lines = [line for weight in _WEIGHTS for line in (f'#set text(weight: "{weight}")', *rows)]
    export_pdf("\n".join([*_HEAD, *lines]), data)
