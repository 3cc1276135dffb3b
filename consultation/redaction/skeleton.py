"""The skeleton of a text, which patterns read so that they need no Unicode: « Ｌéa » → `Lea`.

Letters lose their accents, ligatures are spelled out, digits of any script are ASCII, white space
is a space (a line end stays), hyphens and apostrophes are plain, and invisible characters (soft
hyphens, zero-width characters) are removed. Case stays. The position in the text of every character
of the skeleton is kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from consultation.redaction.masks import MASKS, Span

# Replaces each character of a mask: no pattern matches it, or matches across it.
BARRIER = "\x00"

STAND_IN = re.compile("|".join(re.escape(text) for text in sorted(set(MASKS.values()))))

# Letters that have no decomposition but that people without the key type as another.
PLAIN_LETTERS = {
    **{"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O"},
    **{"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H"},
    **{"þ": "th", "Þ": "TH", "ı": "i", "ŧ": "t", "Ŧ": "T"},
}
APOSTROPHES = "'’‘ʼ′`´ʹ＇‛"
HYPHENS = "‐‑‒–—―−﹣－⁃"
FULL_STOPS = "。｡"
BRACKETS = dict(zip("⟨〈❬⟪《⟩〉❭⟫》【〔〖「『】〕〗」』", "<<<<<>>>>>[[[[[]]]]]", strict=True))
ENCLOSED_DIGITS = {
    character: folded
    for character in map(chr, range(0x2460, 0x2500))
    if (folded := re.sub("[().]", "", unicodedata.normalize("NFKD", character))).isdigit()
}


class _Table(dict[int, str]):
    """The characters to write for each character, computed at its first use: `é` → `e`. `odd` holds
    the characters that become none or several: `œ` → `oe`."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        fold = _fold(chr(code))
        if len(fold) != 1:
            self.odd.add(chr(code))
        self[code] = fold
        return fold


def _fold(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if character in HYPHENS:
        return "-"
    if character in FULL_STOPS:
        return "."
    if character in PLAIN_LETTERS or character in BRACKETS:
        return (PLAIN_LETTERS | BRACKETS)[character]
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if character in ENCLOSED_DIGITS:
        return ENCLOSED_DIGITS[character]
    if category[0] == "Z" or character in "\t\r\x0b\x0c\x85":
        return "\n" if category in {"Zl", "Zp"} else " "
    if category[0] == "L":
        letters = unicodedata.normalize("NFKD", character)
        return "".join(PLAIN_LETTERS.get(letter, letter) for letter in letters if _is_base(letter))
    if "！" <= character <= "～" or "﹐" <= character <= "﹫":
        return unicodedata.normalize("NFKD", character)
    return character


def _is_base(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "L"


_TABLE = _Table()


@dataclass(frozen=True)
class Skeleton:
    """A skeleton (`text`), and the same in `lower` case. `starts` has the position of each of its
    characters in the original text, or is None if all positions are the same."""

    text: str
    lower: str
    starts: list[int] | None  # None: character for character

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The start and end, in the original text, of a span of the skeleton: in « l’œuvre », `oe`
        (2, 4) → (2, 3).

        Accents and invisible characters after the last character belong to it.
        """
        if self.starts is None:
            return start, end
        first = self.starts[start]
        last = self.starts[end - 1]
        return first, self.starts[bisect_right(self.starts, last)]

    def spans(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Convert spans of the skeleton to spans of the original text."""
        return (Span(span.kind, *self.original(span.start, span.end)) for span in spans)


def skeleton(text: str) -> Skeleton:
    """The skeleton of a text: « l’Œuvre » → `l'OEuvre`. Each character of a mask that the text
    already has, such as « [courriel masqué] », becomes `BARRIER`."""
    if "[" in text:
        text = STAND_IN.sub(lambda mask: BARRIER * len(mask[0]), text)
    folded = text.translate(_TABLE)
    lower = folded.lower()
    if len(lower) != len(folded):  # no known letter without accents changes its length
        lower = "".join(letter.lower()[:1] for letter in folded)
    if _TABLE.odd.isdisjoint(text):
        return Skeleton(folded, lower, None)
    lengths = [len(_TABLE[ord(letter)]) for letter in text]
    starts = [at for at, length in enumerate(lengths) for _ in range(length)]
    return Skeleton(folded, lower, [*starts, len(text)])


def rewrite(
    read: Skeleton, pattern: re.Pattern[str], put: Callable[[re.Match[str]], str]
) -> Skeleton:
    """The skeleton `read`, with each match of the pattern replaced by the characters that `put`
    returns for it: « un point un » → `un . un`. `starts` has positions in `read`, not in the text
    from which `read` was made."""
    text, parts, starts, position = read.text, [], [], 0
    for match in pattern.finditer(text):
        replacement = put(match)
        if replacement == match[0]:
            continue
        parts += [text[position : match.start()], replacement]
        starts += [*range(position, match.start()), *[match.start()] * len(replacement)]
        position = match.end()
    if not parts:
        return Skeleton(text, read.lower, None)
    folded = "".join([*parts, text[position:]])
    return Skeleton(folded, folded.lower(), [*starts, *range(position, len(text) + 1)])
