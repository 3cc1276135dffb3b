"""The rows that have a candidate, before `near` compares them one after the other.

A row is the set of shingles of one text (see `TokenSets`). A candidate of a row is another row that
may be near, that is near-identical. Most rows have no candidate: their texts resemble no other
text. But many share a rare shingle with some other text, so that the first filter of `near` can't
exclude them. Here the pairs that pass that filter are tested by the bitmaps of their sets, many
pairs at once.
"""

from __future__ import annotations

import numpy as np

from consultation.families.near.token_sets import (
    Integers,
    TokenSets,
    largest_partner,
    least_shared,
    smallest_partner,
)

_ROWS_AT_ONCE = 500
_PAIRS_AT_ONCE = 2_000_000  # some 200 MB, until their bitmaps are compared
# Two numbers are packed in one: a token and a row, or a row and an earlier row.
_HIGH = 32
_LOW = (1 << _HIGH) - 1


def rows_with_candidates(sets: TokenSets, *, many: int = 1_000) -> list[int]:
    """The rows, in order, that may be near another row. A row that is left out is near none.

    Rows must be in order of size. Only the rarest tokens of a row are used, as few as suffice to
    find all near rows. A row is returned untested if one of these tokens is frequent, since a
    letter in 50,000 wordings would be 50,000² pairs to test. A token is frequent if it is among
    the rarest tokens of more than `many` rows, and of more than one row in two hundred.
    """
    search = _Search(sets, max(many, len(sets) // 200))
    for first in range(0, len(sets), _ROWS_AT_ONCE):
        search.look_at(np.arange(first, min(first + _ROWS_AT_ONCE, len(sets))))
    return np.flatnonzero(search.is_kept).tolist()


class _Search:
    """The search for rows that have a candidate. `is_kept` is True for the rows found so far.

    `_keys` are pairs of a token and a row that has it among its rarest tokens, sorted. `_rooms` has
    the room of each pair: the number of the row's shingles that are not rarer than the token. If
    another row lacks the 6 rarest of a row's 20 shingles, they share at most 14: the room of the
    seventh.
    """

    def __init__(self, sets: TokenSets, many: int) -> None:
        self.is_kept = np.zeros(len(sets), dtype=bool)
        self._sets, self._many = sets, many
        self._sizes = np.array(sets.sizes, dtype=np.int64)
        self._smallest = smallest_partner(self._sizes)
        taken = self._sizes - least_shared(self._sizes, self._sizes) + 1
        rows, tokens, rooms = self._rarest(np.arange(len(sets)), taken)
        keys = (tokens << _HIGH) + rows
        order = np.argsort(keys)
        self._keys, self._rooms = keys[order], rooms[order]
        token_count = int(sets.tokens.max(initial=0)) + 1
        self._row_counts = np.bincount(tokens, minlength=token_count)

    def look_at(self, rows: Integers) -> None:
        """Mark as kept, in `is_kept`, each of `rows` that has a frequent token or that may be near
        an earlier row. Mark that earlier row too."""
        sizes = self._sizes[rows]
        taken = sizes - least_shared(sizes, self._smallest[rows]) + 1
        rows, tokens, rooms = self._rarest(rows, taken)
        is_of_many = self._row_counts[tokens] > self._many
        self.is_kept[rows[is_of_many]] = True
        rest = ~is_of_many
        rows, firsts, counts = self._earlier(rows[rest], tokens[rest], rooms[rest])
        part = np.cumsum(counts) // _PAIRS_AT_ONCE
        for some in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(part)) + 1):
            self._compare(rows[some], firsts[some], counts[some])

    def _earlier(
        self, rows: Integers, tokens: Integers, rooms: Integers
    ) -> tuple[Integers, Integers, Integers]:
        """The earlier rows that each row must be compared with: they have the same token, and a
        size (number of shingles) that makes a near pair possible. They are neighbours in `_keys`.

        Each row has one token in `tokens`, with its room in `rooms`. Returns three arrays: `rows`,
        the index in `_keys` of each row's first neighbour, and the number of its neighbours.
        """
        sizes = self._sizes[rows]
        largest = largest_partner(sizes, rooms)
        ends = np.searchsorted(self._sizes, largest, side="right")
        base = tokens << _HIGH
        smallest = np.searchsorted(self._sizes, self._smallest[rows])
        firsts = np.searchsorted(self._keys, base + smallest)
        counts = np.searchsorted(self._keys, base + np.minimum(ends, rows)) - firsts
        return rows, firsts, np.maximum(counts, 0)

    def _compare(self, rows: Integers, firsts: Integers, counts: Integers) -> None:
        """Keep each row that may share enough tokens with one of its candidates, and the candidate.

        A row's candidates are a slice of `_keys`: its start is in `firsts`, its length in `counts`.
        """
        keys = ranges(firsts, counts)
        later, earlier = np.repeat(rows, counts), self._keys[keys] & _LOW
        is_asked = self._rooms[keys] >= least_shared(self._sizes[later], self._sizes[earlier])
        is_asked &= ~(self.is_kept[later] & self.is_kept[earlier])
        pairs = np.unique((later[is_asked] << _HIGH) + earlier[is_asked])
        later, earlier = pairs >> _HIGH, pairs & _LOW
        shared = self._sets.all_shared_at_most(later, earlier)
        is_near = shared >= least_shared(self._sizes[later], self._sizes[earlier])
        self.is_kept[later[is_near]] = self.is_kept[earlier[is_near]] = True

    def _rarest(self, rows: Integers, taken: Integers) -> tuple[Integers, Integers, Integers]:
        """The tokens of the rarest shingles of each row, as three arrays: row, token, room.

        `taken` is the number of shingles to take from each row. Shingles that occur once come
        first, and have no token: if a row has two of them, `taken` 3 gives one token.
        """
        starts, counts = self._sets.starts[rows], self._sets.counts[rows]
        with_token = np.clip(taken - (self._sizes[rows] - counts), 0, counts)
        at = ranges(starts, with_token)
        rows = np.repeat(rows, with_token)
        return rows, self._sets.tokens[at].astype(np.int64), self._sets.starts[rows + 1] - at


def ranges(starts: Integers, counts: Integers) -> Integers:
    """Runs of consecutive numbers, concatenated: starts 3, 7 and counts 2, 1 → 3, 4, 7."""
    ends = np.cumsum(counts)
    numbers: Integers = np.arange(counts.sum()) + np.repeat(starts - (ends - counts), counts)
    return numbers
