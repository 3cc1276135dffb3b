"""Texts of respondents, prepared for typst: every character visible, no line too long.

A line becomes a string. If it has long or hyphenated words, or runs from right to left, it becomes
a dictionary of pieces: see templates/words.typ. No character is escaped, since typst prints the
strings as they are and runs no code in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TypedDict

WORD_AT_MOST = 32
"""The most characters of a word that fits any line. A longer word may break inside."""

PIECE_LENGTH = 8

MARKS_AT_MOST = 4
"""The most combining marks on a letter. More marks would run over the lines around it."""

BOX = "▯"
"""Replaces a character that can't be shown as its author saw it. A character that no font has is
drawn as such a box too, but is kept, so that a search finds it."""

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\u2028\u2029]")
# Replaced by « � », as in workbooks, to show that something was there. A PDF has no noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
# Marks of direction, which make a printed line differ from its characters, and sixty of which, one
# in another, make typst panic. Variation selectors and tags, which only choose a drawing or hide
# text. The byte order mark, which PDF/UA refuses.
_REMOVED = re.compile(
    "[\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_LONG = re.compile(f"[^ ]{{{WORD_AT_MOST + 1},}}")
_HYPHEN = re.compile("[-\u2010]")
# A dash between spaces is kept together with the word after it.
_WORD_OR_SPACES = re.compile(" +|[-\u2010]+ +[^ ]+|[^ ]+")
_RIGHT_TO_LEFT = {"R", "AL"}
# Lines that are cached: the words of the questionnaire are in every document.
_REMEMBERED = 2_048


Piece = str | tuple[str]
"""A string is text that may break between words. A tuple of one string must not break inside."""


class Pieces(TypedDict):
    """A line cut into pieces. The line may break between two pieces.

    A word with hyphens, of 32 characters at most, is a single piece. If it broke at a hyphen, PDF
    readers would take it for hyphenation, and copies and searches would lose the hyphen.
    """

    pieces: list[Piece]
    rtl: bool
    lang: str


Line = str | Pieces


@lru_cache(_REMEMBERED)
def line(text: str) -> Line:
    r"""The text on a single line, with spaces for line ends: `"Oui\net non"` → « Oui et non »."""
    return _in_pieces(_with_boxes(" ".join(clean(text).split("\n"))))


@lru_cache(_REMEMBERED)
def heading(text: str) -> Line:
    """The text on a single line. « (sans intitulé) » if the text has no visible character, since
    PDF/UA forbids empty headings."""
    printable = line(text)
    seen = printable if isinstance(printable, str) else "".join(map("".join, printable["pieces"]))
    if all(letter.isspace() or unicodedata.category(letter) == "Cf" for letter in seen):
        return "(sans intitulé)"
    return printable


def lines(text: str) -> list[Line | None]:
    r"""The text line by line: `"a\n\n\nb"` → `["a", None, "b"]`. None replaces one or more blank
    lines. Blank lines at the beginning and the end are dropped."""
    shown_lines: list[Line | None] = []
    for each in clean(text).split("\n"):
        if each.strip():
            shown_lines.append(_in_pieces(_with_boxes(each)))
        elif shown_lines and shown_lines[-1] is not None:
            shown_lines.append(None)
    return shown_lines[:-1] if shown_lines and shown_lines[-1] is None else shown_lines


def clean(text: str) -> str:
    r"""The text in NFC with LF as line ends, without unprintable characters: `"a\r\nb\x07"` →
    `"a\nb\ufffd"`. Control characters, lone surrogates and noncharacters become U+FFFD.
    Characters that override the direction of text, or hide text, are removed."""
    text = _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text)).replace("\t", "    ")
    return unicodedata.normalize("NFC", _REMOVED.sub("", text))


def _with_boxes(text: str) -> str:
    r"""The text with a box for each private-use character, which fonts draw differently, and for
    each mark beyond `MARKS_AT_MOST` on a letter: `a\ue000b` → « a▯b »."""
    categories = set(map(unicodedata.category, set(text)))
    if "Co" not in categories and not any(category.startswith("M") for category in categories):
        return text
    return "".join(_characters_or_boxes(text))


def _characters_or_boxes(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category.startswith("M") else 0
        yield BOX if category == "Co" or marks > MARKS_AT_MOST else character


def _in_pieces(text: str) -> Line:
    rtl = _runs_from_right(text)
    if not rtl and not _LONG.search(text) and not _HYPHEN.search(text):
        return text
    return {"pieces": _pieces(text), "rtl": rtl, "lang": _language(text) if rtl else "fr"}


def _runs_from_right(text: str) -> bool:
    """True if the first letter with a direction runs from right to left (UAX 9, P2 and P3):
    « שלום » → True, « salut » → False."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in _RIGHT_TO_LEFT:
            return True
    return False


def _language(text: str) -> str:
    """The language to declare for a right-to-left text: « שלום » → `he`, « سلام » → `ar`."""
    return "he" if any("\u0590" <= letter <= "\u05ff" for letter in text) else "ar"


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    flowing = ""
    for word in _WORD_OR_SPACES.findall(text):
        if len(word) <= WORD_AT_MOST and not _HYPHEN.search(word):
            flowing += word
            continue
        if flowing:
            pieces.append(flowing)
            flowing = ""
        pieces += [(held,) for held in _cut(word)]
    return [*pieces, flowing] if flowing else pieces


def _cut(word: str) -> list[str]:
    """Cut a word of more than 32 characters into pieces of about 8. A piece also ends before a
    hyphen. A shorter word is a single piece."""
    if len(word) <= WORD_AT_MOST:
        return [word]
    pieces = [""]
    for character in word:
        full = len(pieces[-1]) >= PIECE_LENGTH
        opens = bool(_HYPHEN.match(character)) and not _HYPHEN.match(pieces[-1][-1:])
        if pieces[-1] and (full or opens) and not unicodedata.category(character).startswith("M"):
            pieces.append("")
        pieces[-1] += character
    return pieces
