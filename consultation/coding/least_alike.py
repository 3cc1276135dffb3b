"""The texts least like the texts already read, where a grid most likely lacks a theme.

A stem is the first six letters of a word. The likeness of two texts is the Jaccard index of their
stems, in whole billionths: « nos hôpitaux ferment » and « ouvrez un hôpital » share 1 stem,
`hopita`, of 3. The text farthest from its nearest read text is chosen, and then counts as read. As
long texts differ from all others and take hours to read, the distance is divided by the root of
their word count. All numbers are integers, so that every machine chooses the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

LETTERS, SHORTEST = 6, 4
# A likeness of 1. Its square still is a 64-bit integer.
WHOLE = 10**9


@dataclass(frozen=True)
class ComparedText:
    """A text to compare: its stems, and the number of words to read."""

    stems: frozenset[str]
    word_count: int


def stems_of(folded: str) -> frozenset[str]:
    """The stems of a folded text: `nos hopitaux` → `hopita`. Words under four letters have none."""
    return frozenset(word[:LETTERS] for word in folded.split() if len(word) >= SHORTEST)


def least_alike(
    read: Collection[ComparedText], others: Sequence[ComparedText], most: int
) -> list[int]:
    """The positions in `others` of the texts least like the read texts, at most `most`, in the
    order of choice. Of two equally distant texts, the first is chosen. Empty if nothing is read. A
    text without stems, or with exactly the stems of a read text, is never chosen."""
    candidates = [position for position, text in enumerate(others) if text.stems]
    if not read or not candidates:
        return []
    with_stems = [others[position] for position in candidates]
    words = np.array([max(text.word_count, 1) for text in with_stems], dtype=np.int64)
    likeness = _nearest(with_stems, _Compared(read))
    compared, chosen = _Compared(with_stems), list[int]()
    while len(chosen) < min(most, len(with_stems)):
        scores = (WHOLE - likeness) ** 2 // words
        position = int(scores.argmax())
        if scores[position] == 0:
            break
        chosen.append(candidates[position])
        likeness = np.maximum(likeness, compared.likeness_to(with_stems[position].stems))
    return chosen


def _nearest(texts: Sequence[ComparedText], read: _Compared) -> Integers:
    """The likeness of each text to its nearest read text, in billionths."""
    return np.array([read.likeness_to(text.stems).max() for text in texts], dtype=np.int64)


class _Compared:
    """An index of texts by stem, to compare a text quickly with all texts that share a stem with
    it."""

    def __init__(self, texts: Collection[ComparedText]) -> None:
        self._sizes = np.array([len(text.stems) for text in texts], dtype=np.int64)
        having: dict[str, list[int]] = {}
        for position, text in enumerate(texts):
            for stem in text.stems:
                having.setdefault(stem, []).append(position)
        self._having = {stem: np.array(positions) for stem, positions in having.items()}

    def likeness_to(self, stems: frozenset[str]) -> Integers:
        """The likeness of each indexed text to a text with these stems, in billionths. Two texts
        that share 1 of their 3 stems → 333,333,333."""
        positions = [self._having[stem] for stem in stems if stem in self._having]
        if not positions:
            return np.zeros(len(self._sizes), dtype=np.int64)
        shared = np.bincount(np.concatenate(positions), minlength=len(self._sizes))
        return shared * WHOLE // (self._sizes + len(stems) - shared)
