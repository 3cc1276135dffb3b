"""Near-identical texts: all that hangs together at a Jaccard of 0.8, by a method that misses none.

Tokens stand in one order in all sets, the rarest first. Two sets that must share n tokens have one
in common among the first (size - n + 1) of each; and when the first one they share is at place i of
a set, counted from 0, they share at most (size - i). So a text is compared only with those that
have one of its rarest tokens at a possible place (prefix and positional filters: Xiao, Wang, Lin,
Yu, "Efficient similarity joins for near-duplicate detection", WWW 2008). Texts that already hang
together are not compared: a letter in 50,000 wordings is not 50,000² comparisons; nor are those
that `Balls` keeps apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consultation.families.balls import Balls
from consultation.families.components import Components
from consultation.families.postings import Posting
from consultation.families.token_sets import TokenSets, least_shared


@dataclass(frozen=True)
class Pair:
    """Two rows whose sets were compared token by token, and found to be near-identical."""

    row: int
    other: int
    jaccard: float


def near_identical_pairs(sets: TokenSets) -> list[Pair]:
    """Pairs that suffice to hang together all that does: for k rows of a component, k - 1 pairs.

    Rows must be in order of size. The same rows give the same pairs.
    """
    search = _Search(sets)
    return [pair for row in range(len(sets)) for pair in search.pairs_with_earlier(row)]


class _Search:
    def __init__(self, sets: TokenSets) -> None:
        self._sets = sets
        self._components = Components(len(sets))
        self._balls = Balls(sets)
        self._postings: dict[int, Posting] = {}

    def pairs_with_earlier(self, row: int) -> list[Pair]:
        """One pair for each component that the row hangs to; it can then be found in its turn."""
        near = []
        compared = self._balls.compared(row)
        for pivot, others in self._possible(row, compared.settled):
            other = compared.first_near(pivot, others)
            if other is not None:
                self._components.join(row, other)
                near.append(other)
        self._balls.place(compared, near)
        self._add(row, self._balls.pivot_of(row))
        return [Pair(other, row, self._sets.jaccard(row, other)) for other in near]

    def _possible(self, row: int, settled: set[int]) -> Iterator[tuple[int, list[int]]]:
        """Earlier rows that do not hang with the row yet and may be near, by ball."""
        size = self._sets.sizes[row]
        smallest_partner = -(-4 * size // 5)
        for place, token in self._sets.rarest(row, size - least_shared(size, smallest_partner) + 1):
            posting = self._postings.get(token)
            if posting is not None:
                yield from posting.possible(row, size, place, self._components, settled)

    def _add(self, row: int, pivot: int) -> None:
        size = self._sets.sizes[row]
        for place, token in self._sets.rarest(row, size - least_shared(size, size) + 1):
            posting = self._postings.get(token)
            if posting is None:
                posting = self._postings[token] = Posting(row)
            posting.add(row, pivot, size, place, self._components)
