"""Lists of words, written as a text; the words of a text."""

from __future__ import annotations

import re
from itertools import accumulate


def word_set(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


def placed(text: str, word: re.Pattern[str]) -> list[tuple[str, int, int]]:
    """The words of a text with where each begins and ends; `word` is one, captured whole."""
    parts = word.split(text)
    cuts = list(accumulate(map(len, parts)))
    return list(zip(parts[1::2], cuts[::2], cuts[1::2], strict=False))
