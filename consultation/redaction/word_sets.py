"""Lists of words, written as a text; the words of a text."""

from __future__ import annotations

import re
from itertools import accumulate


def word_set(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


def placed(
    text: str, word: re.Pattern[str], same: dict[str, str] | None = None
) -> list[tuple[str, int, int]]:
    """The words of a text with where each begins and ends, those that are the `same` as another
    as that one; `word` is one, captured whole."""
    parts = word.split(text)
    cuts = list(accumulate(map(len, parts)))
    words = parts[1::2]
    return list(
        zip(map(same.get, words, words) if same else words, cuts[::2], cuts[1::2], strict=False)
    )
