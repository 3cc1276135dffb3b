"""Postings: where a token is among the rarest of a set."""

from __future__ import annotations

from collections.abc import Iterator

from consultation.families.components import Components
from consultation.families.token_sets import least_shared


class Posting:
    """The rows that have one token among their rarest, by size, then by place of the token and
    pivot of the row's ball."""

    __slots__ = ("_first", "_rows", "_stranger")

    def __init__(self, first: int) -> None:
        self._rows: dict[int, dict[tuple[int, int], list[int]]] = {}
        self._first = first
        self._stranger: int | None = None  # a row that did not hang to the first, when one does not

    def add(self, row: int, pivot: int, size: int, place: int, components: Components) -> None:
        """The row, which hangs to its pivot, has the token at this place."""
        if self._stranger is None and not components.are_one(self._first, row):
            self._stranger = row
        self._rows.setdefault(size, {}).setdefault((place, pivot), []).append(row)

    def possible(
        self, row: int, size: int, place: int, components: Components, settled: set[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """Pivots that the row does not hang to yet, with those of their rows that may be near; the
        nearest in size first.

        Pivots in `settled` are left out; those to which the row already hangs are added to it.
        """
        if self._all_hang_to(row, components):
            return
        for other_size in range(_largest(size, place), -(-4 * size // 5) - 1, -1):
            rows = self._rows.get(other_size)
            if rows is None:
                continue
            last_place = other_size - least_shared(size, other_size)
            for (other_place, pivot), others in rows.items():
                if other_place > last_place or pivot in settled:
                    continue
                if components.are_one(pivot, row):
                    settled.add(pivot)
                else:
                    yield pivot, others

    def _all_hang_to(self, row: int, components: Components) -> bool:
        """Whether all rows hang to this one."""
        if self._stranger is not None and components.are_one(self._first, self._stranger):
            pivots = (pivot for rows in self._rows.values() for _, pivot in rows)
            strangers = (pivot for pivot in pivots if not components.are_one(self._first, pivot))
            self._stranger = next(strangers, None)
        return self._stranger is None and components.are_one(self._first, row)


def _largest(size: int, place: int) -> int:
    """The largest of the sizes up to `size` with which a set may share enough when the first token
    that it shares is at this place: the greatest n with size - place >= least_shared(size, n)."""
    return min(size, (9 * (size - place) - 4 * size) // 4)
