"""Sets of shingles packed for one-by-one comparison: four bytes a token, sets made on demand;
and the components of the graph that grows from what is compared, edge by edge."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from functools import reduce
from operator import or_

import polars as pl


class Components:
    """Rows 0 to count - 1, each alone at first."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, row: int) -> int:
        """The smallest row of the component of a row."""
        parent = self._parent
        root = row
        while parent[root] != root:
            root = parent[root]
        while parent[row] != root:
            parent[row], row = root, parent[row]
        return root

    def are_one(self, row: int, other: int) -> bool:
        """Whether two rows are in one component."""
        return self.of(row) == self.of(other)

    def join(self, row: int, other: int) -> None:
        """The two rows, and all that hangs by them, are one component."""
        first, second = sorted((self.of(row), self.of(other)))
        self._parent[second] = first


_UNPACKED = 5_000  # rows turned into Python lists at once
_KEPT = 2_000  # sets kept ready: a letter is compared to each of its copies


_BIT = [1 << place for place in range(1_024)]


def least_shared(size: int, other: int) -> int:
    """How many shingles two sets of these sizes must share: shared / (size + other - shared)
    is at least 4 / 5 if and only if 9 · shared is at least 4 · (size + other)."""
    return -(-4 * (size + other) // 9)


class TokenSets:
    """Sets named by their row in a frame of `shingle_sets`."""

    def __init__(self, sets: pl.DataFrame) -> None:
        self.sizes: list[int] = sets["size"].to_list()
        self._tokens = array("I")
        self._starts = array("Q", [0])
        for part in sets.select("tokens").iter_slices(_UNPACKED):
            for tokens in part["tokens"].to_list():
                self._tokens.extend(tokens)
                self._starts.append(len(self._tokens))
        self._bits_of: dict[int, int] = {}
        self._ready: OrderedDict[int, frozenset[int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.sizes)

    def tokens(self, row: int) -> array[int]:
        """The tokens of a set, the rarest first."""
        return self._tokens[self._starts[row] : self._starts[row + 1]]

    def rarest(self, row: int, count: int) -> list[tuple[int, int]]:
        """Place and token of those among the `count` rarest shingles that others may have; the
        shingles that stand once come first and have no token."""
        start, end = self._starts[row], self._starts[row + 1]
        alone = self.sizes[row] - (end - start)
        end = min(end, start + max(count - alone, 0))
        return list(enumerate(self._tokens[start:end], alone))

    def shared_count(self, row: int, other: int) -> int:
        """How many shingles two sets have in common."""
        return len(self._set(row) & self._set(other))

    def shared_at_most(self, row: int, other: int) -> int:
        """Not less than `shared_count`, ten times faster: a token whose bit the other set lacks
        is not in the other set."""
        lacked = self._bits(row) & ~self._bits(other)
        return self._starts[row + 1] - self._starts[row] - lacked.bit_count()

    def jaccard(self, row: int, other: int) -> float:
        """The Jaccard of two sets: what both hold, divided by what either holds."""
        shared = self.shared_count(row, other)
        return shared / (self.sizes[row] + self.sizes[other] - shared)

    def _bits(self, row: int) -> int:
        bits = self._bits_of.get(row)
        if bits is None:
            bits = reduce(or_, [_BIT[token % len(_BIT)] for token in self.tokens(row)], 0)
            self._bits_of[row] = bits
        return bits

    def _set(self, row: int) -> frozenset[int]:
        ready = self._ready.get(row)
        if ready is None:
            ready = self._ready[row] = frozenset(self.tokens(row))
            if len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        return ready
