"""Sets of shingles, packed so as to be compared fast. A set takes four bytes for each token (see
`shingles`), and 128 bytes for a bitmap. Bitmaps exclude most pairs of sets, many at once.

The module also has the groups of connected sets (`Components`).
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

Integers = npt.NDArray[np.int64]
Size = TypeVar("Size", int, Integers)


class Components:
    """Groups of connected rows, called components. Rows are numbers from 0 to count - 1. At first
    each row is a group of its own."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, row: int) -> int:
        """The number of the row's group: the smallest row in it."""
        parent = self._parent
        root = row
        while parent[root] != root:
            root = parent[root]
        while parent[row] != root:
            parent[row], row = root, parent[row]
        return root

    def are_one(self, row: int, other: int) -> bool:
        """True if the two rows are in the same group."""
        return self.of(row) == self.of(other)

    def join(self, row: int, other: int) -> None:
        """Merge the groups of two rows."""
        first, second = sorted((self.of(row), self.of(other)))
        self._parent[second] = first


_KEPT = 2_000  # sets kept ready: a letter is compared to each of its copies
_BITS = 1_024
_PAIRS_AT_ONCE = 100_000
_ROWS_AT_ONCE = 10_000  # of bitmaps: a byte for each bit while they are made


def least_shared(size: Size, other: Size) -> Size:
    """The number of shingles that two near sets of these sizes share at least: 100 and 100 → 89.

    shared / (size + other - shared) is at least 4 / 5 if and only if 9 · shared is at least 4 ·
    (size + other).
    """
    return -(-4 * (size + other) // 9)


def smallest_partner(size: Size) -> Size:
    """The size of the smallest set that may be near a set of `size`: 4 / 5 of it, 100 → 80."""
    return -(-4 * size // 5)


def largest_partner(size: Size, room: Size) -> Size:
    """The size of the largest set that may be near a set of this size, if the two share at most
    `room` shingles: size 100, room 100 → 125; room 95 → 113.

    It is the greatest n with room >= least_shared(size, n).
    """
    return (9 * room - 4 * size) // 4


class TokenSets:
    """Sets of tokens, each identified by its row in a frame of `shingle_sets`.

    `tokens` has the tokens of all sets, one set after the other. For each set, `starts` has the
    position of its first token in `tokens`, and `counts` the number of its tokens.
    """

    def __init__(self, sets: pl.DataFrame) -> None:
        self.sizes: list[int] = sets["size"].to_list()
        self.counts: Integers = sets["tokens"].list.len().cast(pl.Int64).to_numpy()
        self.starts: Integers = np.append(0, np.cumsum(self.counts))
        self.tokens = sets["tokens"].explode(empty_as_null=False).to_numpy()
        rows = range(0, len(sets), _ROWS_AT_ONCE)
        self._bitmaps = np.concatenate([_NO_BITMAP, *map(self._bitmaps_from, rows)])
        self._bits_of: dict[int, int] = {}
        self._ready: OrderedDict[int, frozenset[int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.sizes)

    def rarest(self, row: int, count: int) -> list[tuple[int, int]]:
        """Pairs (rank, token) for the set's `count` rarest shingles.

        Shingles that occur once come first, and have no token and no pair: if a set has two of
        them (ranks 0 and 1), `count` 3 gives one pair, of rank 2.
        """
        alone = self.sizes[row] - int(self.counts[row])
        return list(enumerate(self._tokens_of(row)[: max(count - alone, 0)].tolist(), alone))

    def shared_count(self, row: int, other: int) -> int:
        """The number of shingles that two sets have in common: `{0, 1}`, `{1, 2}` → 1."""
        return len(self._set(row) & self._set(other))

    def shared_at_most(self, row: int, other: int) -> int:
        """An upper bound of `shared_count`, ten times faster. Tokens whose bit is not in the bitmap
        of `other` can't be shared, and are subtracted from the tokens of `row`."""
        return int(self.counts[row]) - (self._bits(row) & ~self._bits(other)).bit_count()

    def all_shared_at_most(self, rows: Integers, others: Integers) -> Integers:
        """The upper bounds of `shared_at_most` for many pairs at once, which is ten times faster
        than one by one. Pair i is `rows[i]` and `others[i]`."""
        shared: Integers = self.counts[rows]
        for first in range(0, len(rows), _PAIRS_AT_ONCE):
            some = slice(first, first + _PAIRS_AT_ONCE)
            lacked = self._bitmaps[rows[some]] & ~self._bitmaps[others[some]]
            shared[some] -= np.bitwise_count(lacked).sum(axis=1, dtype=np.int64)
        return shared

    def jaccard(self, row: int, other: int) -> float:
        """The Jaccard of two sets: the number of shared shingles, divided by the number in
        either set: `{0, 1}`, `{1, 2}` → 1/3."""
        shared = self.shared_count(row, other)
        return shared / (self.sizes[row] + self.sizes[other] - shared)

    def _tokens_of(self, row: int) -> npt.NDArray[np.uint32]:
        return self.tokens[self.starts[row] : self.starts[row + 1]]

    def _bitmaps_from(self, first: int) -> npt.NDArray[np.uint64]:
        counts = self.counts[first : first + _ROWS_AT_ONCE]
        start, end = self.starts[first], self.starts[first + len(counts)]
        bits = np.zeros((len(counts), _BITS), dtype=bool)
        bits[np.repeat(np.arange(len(counts)), counts), self.tokens[start:end] % _BITS] = True
        return np.packbits(bits, axis=1).view(np.uint64)

    def _bits(self, row: int) -> int:
        bits = self._bits_of.get(row)
        if bits is None:
            bits = self._bits_of[row] = int.from_bytes(self._bitmaps[row].tobytes())
        return bits

    def _set(self, row: int) -> frozenset[int]:
        ready = self._ready.get(row)
        if ready is None:
            ready = self._ready[row] = frozenset(self._tokens_of(row).tolist())
            if len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        return ready


_NO_BITMAP = np.zeros((0, _BITS // 64), dtype=np.uint64)
