"""Search words in texts, regardless of accents, capitals and punctuation.

« Bare » words are in lower case, without accents and punctuation, with a single space between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

_LIGATURES = {"oe": "[œŒ]", "ae": "[æÆ]"}
EXCERPT = 300
"""The number of characters that the page shows of a long text, until somebody opens it."""


def bare_words(words: str) -> str:
    """The words in lower case, without accents and punctuation: « L’École ! » → `l ecole`."""
    return bare(words)[0].strip()


def pattern_of(words: str) -> str:
    """The regular expression that finds bare words in a text, with any accents and any
    punctuation between words: `l ecole` → a pattern that finds « L’École ». In DuckDB, this is
    seven times faster than making the texts bare."""
    return "".join(map(_pattern_of_character, re.findall("oe|ae|.", words)))


def _pattern_of_character(character: str) -> str:
    if character == " ":
        return r"[^\p{L}\p{N}]+"
    if len(character) == 2:
        both = "".join(map(_pattern_of_character, character))
        return rf"(?:{both}|{_LIGATURES[character]}\p{{M}}*)"
    return rf"(?i:[{character}{_letters_with_accents().get(character, '')}])\p{{M}}*"


@cache
def _letters_with_accents() -> dict[str, str]:
    """Plain letter → all its accented forms: `e` → `éèêë…`."""
    accented: dict[str, str] = defaultdict(str)
    for letter in map(chr, range(0xC0, 0x3000)):
        bare_letter = unicodedata.normalize("NFD", letter.lower())[0]
        if letter.isalnum() and bare_letter != letter:
            accented[bare_letter] += letter
    return accented


def runs_of_matches(text: str, words: str) -> list[tuple[str, bool]]:
    """The text in runs, with True for each occurrence of the words: « À l’École ! », « ecole » →
    `("À l’", False), ("École", True), (" !", False)`. It finds what sql/exploration/ finds."""
    bare_text, positions = bare(text)
    wanted, runs, end = bare_words(words), [], 0
    for match in re.finditer(re.escape(wanted), bare_text) if wanted else ():
        start, last = positions[match.start()], positions[match.end() - 1]
        runs += [(text[end:start], False), (text[start : last + 1], True)]
        end = last + 1
    return [run for run in [*runs, (text[end:], False)] if run[0]]


def excerpt(text: str, words: str) -> str:
    """At most 300 characters of a text. They begin 80 characters before the first occurrence of the
    words, or at the beginning of a text without the words. « … » marks each end that is cut."""
    before = next(iter(runs_of_matches(text, words)), ("", False))
    start = 0 if before[1] or len(before[0]) == len(text) else max(0, len(before[0]) - 80)
    end = start + EXCERPT
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def bare(text: str) -> tuple[str, list[int]]:
    """The text without accents, capitals and punctuation, and for each of its characters the
    position in `text`. Characters in a row that are neither letters nor digits become a space:
    « L’Été » → `l ete`, `[0, 1, 2, 3, 4]`."""
    characters: list[str] = []
    positions: list[int] = []
    for position, letter in enumerate(text):
        folded = letter.lower().replace("œ", "oe").replace("æ", "ae")
        parts = [part for part in unicodedata.normalize("NFD", folded) if part.isalnum()]
        if not parts and not unicodedata.combining(letter) and characters[-1:] != [" "]:
            parts = [" "]
        characters += parts
        positions += [position] * len(parts)
    return "".join(characters), positions
