"""What a reader can set up equations about: a release's counts, and their changes since others.

Sums hold for counts of one instant, and hence for what came in between two instants: changes are a
table of counts like any other. Each is a layer, protected with the same cells hidden in all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consultation.protection.counts import Counts

Ranges = Mapping[str, tuple[int, int]]
Term = tuple[int, int]  # a cell, and 1 for a whole or -1 for a part


class Links:
    """Cells by number, in the order of their names, and the sums that they stand in."""

    def __init__(self, counts: Counts) -> None:
        self.cells = sorted(counts.persons)
        self.number = {cell: number for number, cell in enumerate(self.cells)}
        self.rows: list[list[Term]] = [
            [(self.number[total.whole], 1), *((self.number[part], -1) for part in total.parts)]
            for total in counts.sums
        ]
        self.rows_of: list[list[int]] = [[] for _ in self.cells]
        for row, terms in enumerate(self.rows):
            for cell, _ in terms:
                self.rows_of[cell].append(row)
        self.wholes = {terms[0][0] for terms in self.rows}
        self._cells = np.array([cell for terms in self.rows for cell, _ in terms], dtype=np.intp)
        self._starts = np.cumsum([0, *(len(terms) for terms in self.rows)])[:-1]

    def rows_of_one(self, are_unknown: NDArray[np.bool_]) -> list[int]:
        """The sums in which one cell alone is unknown."""
        if not self.rows:
            return []
        unknown = np.add.reduceat(are_unknown[self._cells].astype(np.intp), self._starts)
        return [int(row) for row in np.flatnonzero(unknown == 1)]


@dataclass
class Layer:
    """A reader's unknowns. `values` are those a reader has where nothing is hidden.

    `least` is what a reader takes each for at least: 0, 1 where somebody must be, the true change
    where it is negative.
    `few` are cells whose true value is of few persons; `groups` tells that what known cells leave
    to unknown ones in a sum must not be few persons either.
    """

    values: Mapping[int, int]
    least: Mapping[int, int]
    few: list[int]
    new: bool  # the release's own counts, where each hidden cell is to stay uncertain
    suspects: frozenset[int] = frozenset()  # to stay uncertain whether a table prints them or not

    def lower(self, cell: int) -> int:
        return self.least.get(cell, 0)


def layer_of_release(
    links: Links, counts: Counts, ranges: Sequence[Ranges], threshold: int
) -> Layer:
    """The counts themselves.

    Where readers knew a cell, or nearly, at an earlier release, and few persons may have come or
    gone since, they must be left as uncertain of it now.
    """
    values = {number: counts.persons[cell] for number, cell in enumerate(links.cells)}
    few = [cell for cell, count in values.items() if 0 < count < threshold]
    suspects = {
        links.number[cell]
        for known in ranges
        for cell, (low, high) in known.items()
        if cell in links.number and may_be_few(counts.persons[cell], low, high, threshold)
    }
    least = {links.number[cell]: 1 for cell in counts.peopled}
    return Layer(values, least, few, new=True, suspects=frozenset(suspects))


def may_be_few(count: int, low: int, high: int, threshold: int) -> bool:
    """Whether a count may differ by few persons from one between low and high."""
    is_near = low - count < threshold and count - high < threshold
    return is_near and not low == high == count


def layer_of_changes(links: Links, counts: Counts, ranges: Ranges, threshold: int) -> Layer:
    """How counts changed since those that readers know of another release."""
    values = {
        links.number[cell]: counts.persons[cell] - low
        for cell, (low, high) in sorted(ranges.items())
        if low == high and cell in links.number
    }
    least = {cell: change for cell, change in values.items() if change < 0}
    few = sorted(cell for cell, change in values.items() if 0 < abs(change) < threshold)
    return Layer(values, least, few, new=False)


def with_computed(links: Links, shown: Mapping[int, int]) -> dict[int, int]:
    """The counts shown, and those that follow: a sum with one unknown tells it."""
    known = dict(shown)
    unknown_of = [[c for c, _ in terms if c not in known] for terms in links.rows]
    ready = [row for row, unknown in enumerate(unknown_of) if len(unknown) == 1]
    while ready:
        row = ready.pop()
        unknown = [term for term in links.rows[row] if term[0] not in known]
        if len(unknown) != 1:
            continue
        cell, sign = unknown[0]
        known[cell] = -sign * sum(s * known[c] for c, s in links.rows[row] if c != cell)
        ready.extend(links.rows_of[cell])
    return known
