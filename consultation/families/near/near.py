"""Near-identical texts: groups connected by pairs with a Jaccard of 0.8 or more, none missed.

A row is the set of one text's tokens (see `TokenSets`), the rarest first, in the same order in all
sets. Two rows are near if their texts are near-identical. Three filters avoid most comparisons:

1. Prefix and position (Xiao, Wang, Lin, Yu, « Efficient similarity joins for near-duplicate
   detection », WWW 2008). Two sets that must share n tokens have one in common among the first
   (size - n + 1) of each. If the first token they share has rank i in a set, from 0, they share at
   most (size - i). So a row is compared only with rows that have one of its rarest tokens, at a
   possible rank.
2. Connection. Rows that are already connected are not compared: a letter in 50,000 wordings is not
   50,000² comparisons.
3. Distance (`Balls`). One minus the Jaccard is a distance (Lipkus, « A proof of the triangle
   inequality for the Tanimoto distance », 1999). The distances of two rows to a third row, the
   pivot, differ at most by the distance between the two. So letters made of the same paragraphs in
   other selections are not compared each with each.
"""

from __future__ import annotations

from collections.abc import Iterator

from consultation.families.near.candidates import rows_with_candidates
from consultation.families.near.token_sets import (
    Components,
    TokenSets,
    largest_partner,
    least_shared,
    smallest_partner,
)
from consultation.machine.garbage import no_search_for_garbage


class Posting:
    """The rows that have a certain token among their rarest tokens, to find rows to compare.

    The rows are grouped by their size, then by the token's rank in the row and the row's pivot.
    """

    __slots__ = ("_first", "_rows", "_stranger")

    def __init__(self, first: int) -> None:
        self._rows: dict[int, dict[tuple[int, int], list[int]]] = {}
        self._first = first
        self._stranger: int | None = None  # a row that was not connected to the first, if any

    def add(self, row: int, pivot: int, size: int, place: int, components: Components) -> None:
        """Add a row of `size` tokens to this posting. `place` is the rank of the posting's token in
        the row. The row must already be connected to its pivot."""
        if self._stranger is None and not components.are_one(self._first, row):
            self._stranger = row
        self._rows.setdefault(size, {}).setdefault((place, pivot), []).append(row)

    def possible(
        self, row: int, size: int, place: int, components: Components, settled: set[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield the rows of this posting that may be near `row`, as groups: a pivot, and rows of
        its ball. The largest sets come first. A pivot may come several times.

        `size` is the size of `row`, `place` the rank of the posting's token in it. Pivots that are
        connected to `row` already are added to `settled`. Pivots in `settled` are left out.
        """
        if self._all_hang_to(row, components):
            return
        largest = min(size, largest_partner(size, size - place))
        smallest = smallest_partner(size)
        for other_size in reversed(self._rows):  # rows came in order of size
            if other_size < smallest:
                break
            if other_size > largest:
                continue
            last_place = other_size - least_shared(size, other_size)
            for (other_place, pivot), others in self._rows[other_size].items():
                if other_place > last_place or pivot in settled:
                    continue
                if components.are_one(pivot, row):
                    settled.add(pivot)
                else:
                    yield pivot, others

    def _all_hang_to(self, row: int, components: Components) -> bool:
        """True if all rows of the posting are connected to this row."""
        if self._stranger is not None and components.are_one(self._first, self._stranger):
            pivots = (pivot for rows in self._rows.values() for _, pivot in rows)
            strangers = (pivot for pivot in pivots if not components.are_one(self._first, pivot))
            self._stranger = next(strangers, None)
        return self._stranger is None and components.are_one(self._first, row)


_WIDEST = 0.4  # changes the speed only: wider balls are fewer, smaller balls avoid more comparisons
_TOO_FAR = 0.2 + 1e-9  # near rows are at most 0.2 apart; the rest is for rounding of floats


class Balls:
    """Groups of rows, each around one of its rows, the pivot. The other rows of the group are at a
    distance of at most `_WIDEST` from the pivot."""

    def __init__(self, sets: TokenSets) -> None:
        self.sets = sets
        self.pivot: dict[int, int] = {}  # of each row
        self.distance: dict[int, float] = {}  # of each row to its pivot
        self.radius: dict[int, float] = {}  # of each pivot's ball

    def place(self, compared: Compared, near: list[int]) -> None:
        """Put the row of `compared` in the ball of one of its `near` rows. Make it the pivot of a
        new ball if it is too far from all their pivots."""
        row = compared.row
        pivot, distance = row, 0.0
        for other in near:
            to_pivot = compared.distance(self.pivot[other])
            if to_pivot <= _WIDEST:
                pivot, distance = self.pivot[other], to_pivot
                break
        self.pivot[row], self.distance[row] = pivot, distance
        self.radius[pivot] = max(self.radius.get(pivot, 0.0), distance)


class Compared:
    """A row that is compared with others. The numbers of shingles that it shares with other rows
    are remembered, so that no pair is compared twice."""

    def __init__(self, balls: Balls, row: int) -> None:
        self.row = row
        self._balls = balls
        self._sets = balls.sets
        self._most_shared: dict[int, int] = {}
        self._exact: set[int] = set()
        self.settled: set[int] = set()  # pivots of which no row is left to compare

    def first_near(self, pivot: int, others: list[int]) -> int | None:
        """A row near this row: the pivot if it is near, else the first near row of `others`, the
        rows of the pivot's ball. None if none is near."""
        if self.is_near(pivot):
            return pivot
        farthest = self._balls.radius[pivot] + _TOO_FAR
        if self._distance_at_least(pivot) > farthest or self.distance(pivot) > farthest:
            self.settled.add(pivot)
            return None
        nearest = self.distance(pivot) - _TOO_FAR
        for other in others:
            if self._balls.distance[other] >= nearest and self.is_near(other):
                return other
        return None

    def is_near(self, other: int) -> bool:
        """True if the Jaccard of the two rows is at least 0.8, exactly."""
        least = least_shared(self._sets.sizes[self.row], self._sets.sizes[other])
        if other not in self._most_shared:
            self._most_shared[other] = self._sets.shared_at_most(self.row, other)
        return self._most_shared[other] >= least and self._shared_count(other) >= least

    def distance(self, other: int) -> float:
        """The distance to the other row, one minus the Jaccard: equal sets → 0.0."""
        self._shared_count(other)
        return self._distance_at_least(other)

    def _distance_at_least(self, other: int) -> float:
        shared = self._most_shared[other]
        return 1 - shared / (self._sets.sizes[self.row] + self._sets.sizes[other] - shared)

    def _shared_count(self, other: int) -> int:
        if other not in self._exact:
            self._exact.add(other)
            self._most_shared[other] = self._sets.shared_count(self.row, other)
        return self._most_shared[other]


@no_search_for_garbage()
def hanging_together(sets: TokenSets) -> Components:
    """The groups of rows that are connected by pairs of near rows (with a Jaccard of 0.8 or more).
    No such pair is missed. Rows must be in order of size."""
    search = _Search(sets)
    for row in rows_with_candidates(sets):
        search.join_with_earlier(row)
    return search.components


class _Search:
    def __init__(self, sets: TokenSets) -> None:
        self._sets = sets
        self.components = Components(len(sets))
        self._balls = Balls(sets)
        self._postings: dict[int, Posting] = {}

    def join_with_earlier(self, row: int) -> None:
        """Connect the row to all earlier rows that are near it, and index its rarest tokens, so
        that later rows can be compared with it."""
        near = []
        compared = Compared(self._balls, row)
        for pivot, others in self._possible(row, compared.settled):
            other = compared.first_near(pivot, others)
            if other is not None:
                self.components.join(row, other)
                near.append(other)
        self._balls.place(compared, near)
        self._add(row, self._balls.pivot[row])

    def _possible(self, row: int, settled: set[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield each pivot, with the earlier rows of its ball that may be near this row and are not
        yet connected to it."""
        size = self._sets.sizes[row]
        count = size - least_shared(size, smallest_partner(size)) + 1
        for place, token in self._sets.rarest(row, count):
            posting = self._postings.get(token)
            if posting is not None:
                yield from posting.possible(row, size, place, self.components, settled)

    def _add(self, row: int, pivot: int) -> None:
        size = self._sets.sizes[row]
        for place, token in self._sets.rarest(row, size - least_shared(size, size) + 1):
            posting = self._postings.get(token)
            if posting is None:
                posting = self._postings[token] = Posting(row)
            posting.add(row, pivot, size, place, self.components)
