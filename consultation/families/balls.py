"""Balls: near-identical rows around a pivot, so that far rows are told without being compared.

One minus the Jaccard of two sets is a distance (the triangle inequality holds: Lipkus, "A proof of
the triangle inequality for the Tanimoto distance", 1999). A row that is far from a pivot is far
from the rows that are near the pivot: at least the difference of the two distances. So letters made
of the same paragraphs in other selections are not compared each with each.
"""

from __future__ import annotations

from consultation.families.token_sets import TokenSets, least_shared

_WIDEST = 0.4  # any would do: wider balls are fewer, smaller ones keep more rows apart
_TOO_FAR = 0.2 + 1e-9  # more than what distances lose in a float: those on the edge are compared


class Balls:
    """Each row placed so far is a pivot, or near one; its distance to its pivot is kept."""

    def __init__(self, sets: TokenSets) -> None:
        self.sets = sets
        self._pivot: dict[int, int] = {}
        self._distance: dict[int, float] = {}
        self.radius: dict[int, float] = {}

    def pivot_of(self, row: int) -> int:
        """The pivot of a row that was placed."""
        return self._pivot[row]

    def distance_to_pivot(self, row: int) -> float:
        """At most _WIDEST."""
        return self._distance[row]

    def compared(self, row: int) -> Compared:
        """The row, before any comparison."""
        return Compared(self, row)

    def place(self, compared: Compared, near: list[int]) -> None:
        """The row of `compared`, near these rows, is in the ball of one of them or has its own."""
        row = compared.row
        pivot, distance = row, 0.0
        for other in near:
            to_pivot = compared.distance(self._pivot[other])
            if to_pivot <= _WIDEST:
                pivot, distance = self._pivot[other], to_pivot
                break
        self._pivot[row], self._distance[row] = pivot, distance
        self.radius[pivot] = max(self.radius.get(pivot, 0.0), distance)


class Compared:
    """A row and what it shares with those it was compared to."""

    def __init__(self, balls: Balls, row: int) -> None:
        self.row = row
        self._balls = balls
        self._sets = balls.sets
        self._most_shared: dict[int, int] = {}
        self._exact: set[int] = set()
        self.settled: set[int] = set()  # pivots with no row that is left to compare

    def first_near(self, pivot: int, others: list[int]) -> int | None:
        """The pivot or one of these rows around it that the row is near to, when there is one."""
        if self.is_near(pivot):
            return pivot
        farthest = self._balls.radius[pivot] + _TOO_FAR
        if self._distance_at_least(pivot) > farthest or self.distance(pivot) > farthest:
            self.settled.add(pivot)
            return None
        nearest = self.distance(pivot) - _TOO_FAR
        for other in others:
            if self._balls.distance_to_pivot(other) >= nearest and self.is_near(other):
                return other
        return None

    def is_near(self, other: int) -> bool:
        """Whether the Jaccard is at least 0.8; exactly."""
        least = least_shared(self._sets.sizes[self.row], self._sets.sizes[other])
        if other not in self._most_shared:
            self._most_shared[other] = self._sets.shared_at_most(self.row, other)
        return self._most_shared[other] >= least and self._shared(other) >= least

    def distance(self, other: int) -> float:
        """1 - Jaccard."""
        self._shared(other)
        return self._distance_at_least(other)

    def _distance_at_least(self, other: int) -> float:
        shared = self._most_shared[other]
        return 1 - shared / (self._sets.sizes[self.row] + self._sets.sizes[other] - shared)

    def _shared(self, other: int) -> int:
        if other not in self._exact:
            self._exact.add(other)
            self._most_shared[other] = self._sets.shared(self.row, other)
        return self._most_shared[other]
