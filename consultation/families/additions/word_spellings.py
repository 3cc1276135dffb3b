"""From the folded words of a text back to what its author wrote, accents and signs included."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import polars as pl

from consultation.words.folding import fold

GENDERED_WORD = 5
"""The shortest word whose ending is taken for its gender or number."""
GENDER_ENDINGS = "es"
"""Letters that end « opposé », « opposée », « opposés » and « opposées », folded."""

Span = tuple[int, int]
"""The first of some words or characters, and the one after their last."""
Bounds = tuple[list[int], list[int]]
"""For each word, its first character in the text as written; and the one after its last."""

_WORD, _MARK, _OTHER = "w", "m", " "  # what a character is for `fold`: kept, dropped, a separation
_WORD_OF_KINDS = re.compile("(w[wm]*)")
_FOLDED_WORD = re.compile("([^ ]+)")
_OPENING = re.compile('[«“‘(\\["][\u00a0\u202f ]?$')
_CLOSING = re.compile('(?:[\u00a0\u202f ]?[!?»])*(?:[.…!?»”)\\]"]|[\u00a0\u202f ][!?»])*')
_GLUE_BEFORE = frozenset("·•'’‑-")  # also an apostrophe: « d'Orléans »
_GLUE_AFTER = frozenset("·•‑-")
_NEW_LINE = re.compile("[\n\r\u2028\u2029]")
_LINE_OR_SENTENCE_END = re.compile("[.!?…:;•\n\r\u2028\u2029]")


@dataclass(frozen=True)
class Spelling:
    """How `fold` reads each character of some texts."""

    kinds: dict[int, str]
    word: re.Pattern[str]
    has_several: re.Pattern[str] | None
    """Characters that fold to several words, such as « ½ »."""

    def bounds(self, text: str) -> Bounds:
        """Where each folded word of the text stands in it, in order."""
        if self.has_several is None or not self.has_several.search(text):
            return _bounds(self.word, text)
        places = [at for at, sign in enumerate(text) for _ in self.kinds[ord(sign)]]
        starts, ends = _bounds(_WORD_OF_KINDS, text.translate(self.kinds))
        return [places[start] for start in starts], [places[end - 1] + 1 for end in ends]


def _bounds(word: re.Pattern[str], text: str) -> Bounds:
    """Where each word stands; the pattern has one group, which holds all of it."""
    # Lengths added up: no object is made for a match.
    places = [*accumulate(map(len, word.split(text)))]
    return places[:-1:2], places[1::2]


def spelling_of(texts: Iterable[str]) -> Spelling:
    """How `fold` reads the characters of these texts."""
    signs = sorted(set().union(*texts))
    # Between two letters, what a sign does to a word shows.
    folded = fold(pl.Series([f"a{sign}a" for sign in signs], dtype=pl.String))
    kinds = {ord(sign): _kind(text) for sign, text in zip(signs, folded, strict=True)}
    several = [chr(code) for code, kind in kinds.items() if len(kind) > 1]
    letters = [chr(code) for code, kind in kinds.items() if kind == _WORD]
    marks = [chr(code) for code, kind in kinds.items() if kind == _MARK]
    word = re.compile(f"({_any_of(letters)}{_any_of([*letters, *marks])}*)")
    return Spelling(kinds, word, re.compile(_any_of(several)) if several else None)


def _any_of(signs: list[str]) -> str:
    return f"[{''.join(map(re.escape, signs))}]" if signs else "(?!)"


def _kind(between_letters: str) -> str:
    inside = between_letters[1:-1]
    if not inside:
        return _MARK
    if " " not in inside:
        return _WORD
    if not inside.strip(" "):
        return _OTHER
    return re.sub("w+", _WORD, re.sub("[^ ]", _WORD, inside))


def stem(word: str) -> str:
    """The folded word but for the letters that tell gender and number."""
    return word.rstrip(GENDER_ENDINGS) if len(word) >= GENDERED_WORD else word


class Written:
    """A text word by word: as folded, and as its author wrote it; read once, when first needed."""

    def __init__(self, folded: str, text: str, spelling: Spelling) -> None:
        self.words = folded.split(" ")
        self.text = text
        self._spelling = spelling

    @cached_property
    def bounds(self) -> Bounds:
        """The first character of each word, and the one after its last."""
        bounds = self._spelling.bounds(self.text)
        if len(bounds[0]) == len(self.words):
            return bounds
        # No text is known to be read otherwise than it is folded. If one is, its folded words are
        # shown: better plain words than none.
        self.text = " ".join(self.words)
        return _bounds(_FOLDED_WORD, self.text)

    @cached_property
    def _sentences(self) -> list[int]:
        """The words that are the first of their sentence or line, but for the text's first."""
        starts, _ = self.bounds
        ends = _LINE_OR_SENTENCE_END.finditer(self.text)
        places = {bisect_left(starts, found.start()) for found in ends}
        return sorted(places - {0, len(starts)})

    @cached_property
    def _lines(self) -> list[int]:
        """The words that are the first of their line, but for the text's first."""
        return [place for place in self._sentences if _NEW_LINE.search(self._between(place))]

    def word(self, place: int) -> str:
        """The word as written."""
        starts, ends = self.bounds
        return self.text[starts[place] : ends[place]]

    def each_word(self, start: int, end: int) -> list[str]:
        """The words from start to before end as written."""
        starts, ends = self.bounds
        return [*map(self.text.__getitem__, map(slice, starts[start:end], ends[start:end]))]

    def wording(self, start: int, end: int) -> str:
        """The words from start to before end as written, with the signs that open and close them.

        What holds together is not cut: « Habitant·e », « d'Orléans », « Saint-Denis » are shown
        whole although `fold` makes two words of each.
        """
        while start and self._between(start) in _GLUE_BEFORE:
            start -= 1
        while end < len(self.words) and self._between(end) in _GLUE_AFTER:
            end += 1
        starts, ends = self.bounds
        opening = _OPENING.search(self._between(start))
        closing = _CLOSING.match(self._between(end))
        return self.text[
            starts[start] - (len(opening[0]) if opening else 0) : ends[end - 1]
            + (closing.end() if closing else 0)
        ]

    def starts_a_line(self, place: int) -> bool:
        """Whether the word is the first of its line; so is what would follow the last."""
        return self._is_first(place, self._lines)

    def starts_a_sentence(self, place: int) -> bool:
        """Whether the word is the first of its line, or follows the end of a sentence."""
        return self._is_first(place, self._sentences)

    def lines(self, start: int, end: int) -> Iterator[Span]:
        """The words from start to before end, line by line."""
        return _pieces(start, end, self._lines)

    def sentences(self, start: int, end: int) -> Iterator[Span]:
        """The words from start to before end, sentence by sentence and line by line."""
        return _pieces(start, end, self._sentences)

    def _between(self, place: int) -> str:
        """What separates the word from the one before."""
        starts, ends = self.bounds
        return self.text[
            ends[place - 1] if place else 0 : starts[place] if place < len(starts) else None
        ]

    def _is_first(self, place: int, firsts: list[int]) -> bool:
        return place in {0, len(self.words)} or place in firsts


def _pieces(start: int, end: int, firsts: list[int]) -> Iterator[Span]:
    """The stretch cut before each of the words that are the first of a piece."""
    if end > start:
        cuts = firsts[bisect_right(firsts, start) : bisect_left(firsts, end)]
        yield from pairwise([start, *cuts, end])
