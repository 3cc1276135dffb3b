"""Words that somebody looks for in what people wrote, accents, capitals and signs aside."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

_LIGATURES = {"oe": "[œŒ]", "ae": "[æÆ]"}
EXCERPT = 300
"""Characters of a long text that are shown before it is asked for."""


def bare_words(words: str) -> str:
    """The words as sql/exploration/ looks for them: « l ecole » for « L’École ! »."""
    return bare(words)[0].strip()


def pattern_of(words: str) -> str:
    """The regular expression that finds bare words in what people typed: any accent on a letter,
    any signs between words. DuckDB finds them so seven times as fast as it makes texts bare."""
    return "".join(map(_pattern_of_sign, re.findall("oe|ae|.", words)))


def _pattern_of_sign(sign: str) -> str:
    if sign == " ":
        return r"[^\p{L}\p{N}]+"
    if len(sign) == 2:
        both = "".join(map(_pattern_of_sign, sign))
        return rf"(?:{both}|{_LIGATURES[sign]}\p{{M}}*)"
    return rf"(?i:[{sign}{_letters_with_accents().get(sign, '')}])\p{{M}}*"


@cache
def _letters_with_accents() -> dict[str, str]:
    """The accented letters of each plain letter: `e` → `éèêë…`."""
    found: dict[str, str] = defaultdict(str)
    for letter in map(chr, range(0xC0, 0x3000)):
        bare_letter = unicodedata.normalize("NFD", letter.lower())[0]
        if letter.isalnum() and bare_letter != letter:
            found[bare_letter] += letter
    return found


def found_words(text: str, words: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is the words, accents, capitals and signs aside: as
    sql/exploration/ finds them."""
    bare_text, places = bare(text)
    asked, found, end = bare_words(words), [], 0
    for match in re.finditer(re.escape(asked), bare_text) if asked else ():
        start, last = places[match.start()], places[match.end() - 1]
        found += [(text[end:start], False), (text[start : last + 1], True)]
        end = last + 1
    return [piece for piece in [*found, (text[end:], False)] if piece[0]]


def excerpt(text: str, words: str) -> str:
    """Some of a long text, with the words in it where they are somewhere."""
    before = found_words(text, words)[0]
    start = 0 if before[1] or len(before[0]) == len(text) else max(0, len(before[0]) - 80)
    end = start + EXCERPT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def bare(text: str) -> tuple[str, list[int]]:
    """The letters and digits, without accents and capitals, and the position of each in the text.

    All other characters between two of them become one space: « L’Été » → `l ete`.
    """
    signs: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = letter.lower().replace("œ", "oe").replace("æ", "ae")
        parts = [part for part in unicodedata.normalize("NFD", folded) if part.isalnum()]
        if not parts and not unicodedata.combining(letter) and signs[-1:] != [" "]:
            parts = [" "]
        signs += parts
        places += [place] * len(parts)
    return "".join(signs), places
