"""A reader who has every release of rounded tables, and the packs, and solves for what is not told.

They know the rule of rounding, how counts add up and, where nobody withdrew, that they only grow.
Written apart from `consultation/public/`: it knows only what is printed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from tests.cases.public_counts import ALL, Counts

Printed = Mapping[str, int | None]
"""What a release prints of each cell: a number, or None for « 10 ou moins »."""


@dataclass(frozen=True)
class Release:
    """What was printed, and what was true. `sent` are the exact counts of the people in the
    pack."""

    printed: Printed
    truth: Counts
    sent: Counts | None = None

    @property
    def missing(self) -> int:
        """How many are not in the pack."""
        return self.truth.persons[ALL] - self.sent.persons[ALL] if self.sent else 0


def bounds_of(printed: int | None, minimum: int, fewest=0, slack=2) -> tuple[int, int]:
    """The least and most persons that are printed like this, where they are so many at least; with
    no slack, numbers are exact."""
    if printed == 0:
        return 0, 0
    if printed is None:
        return 1, minimum - 1
    is_first = slack and printed - 5 < minimum
    return max(minimum if is_first else printed - slack, fewest), printed + slack


class Reader:
    """One linear system: the counts of each release, how they add up, and how they grew."""

    def __init__(
        self, releases: Sequence[Release], minimum: int, fewest: int, *, has_growth: bool, slack=2
    ) -> None:
        self.highs = highspy.Highs()
        self.highs.silent()
        self.places: dict[tuple[int, str], int] = {}
        truth: list[int] = []
        for number, release in enumerate(releases):
            for cell, count in release.truth.persons.items():
                least, most = 0.0, highspy.kHighsInf
                if cell in release.printed:
                    is_base = cell == ALL or cell.endswith("/ont")
                    printed_count = release.printed[cell]
                    least, most = bounds_of(printed_count, minimum, fewest if is_base else 0, slack)
                    assert least <= count <= most, (cell, count, printed_count)
                if release.sent:
                    least = max(least, release.sent.persons[cell])
                self.places[number, cell] = len(truth)
                truth.append(count)
                self.highs.addVar(least, most)
            for each in release.truth.sums:
                columns = [self.places[number, cell] for cell in (each.whole, *each.parts)]
                terms = [-1.0, *(1.0 for _ in each.parts)]
                self.highs.addRow(0, 0, len(columns), columns, terms)
            if number and has_growth:
                for cell in release.truth.persons:
                    pair = [self.places[number, cell], self.places[number - 1, cell]]
                    self.highs.addRow(0, highspy.kHighsInf, 2, pair, [1.0, -1.0])
        self.truth = np.array(truth)

    def fixed(self, cells: Collection[tuple[int, str]]) -> list[tuple[int, str]]:
        """The cells that can have no other number of persons than they have, by release and
        cell."""
        waiting = {self.places[cell]: cell for cell in cells}
        random_ = random.Random(1)  # noqa: S311
        for _ in range(24):  # many at once: most are then seen to move
            self._leave(waiting, {column: random_.choice([1.0, -1.0]) for column in waiting})
        fixed_cells = []
        while waiting:
            column, cell = next(iter(waiting.items()))
            for sense in (1.0, -1.0):
                self._leave(waiting, {column: sense})
            if waiting.pop(column, None):
                fixed_cells.append(cell)
        return sorted(fixed_cells)

    def _leave(self, waiting: dict[int, tuple[int, str]], costs: Mapping[int, float]) -> None:
        """Those go that are another number, or without end, at the point of least cost."""
        for column, cost in costs.items():
            self.highs.changeColCost(column, cost)
        self.highs.run()
        status = self.highs.getModelStatus()
        assert status != highspy.HighsModelStatus.kInfeasible, "the truth is possible"
        if status == highspy.HighsModelStatus.kOptimal:
            point = np.array(self.highs.getSolution().col_value)
            moved = np.abs(point - self.truth) >= 1 - 1e-6
            for column in [column for column in waiting if moved[column]]:
                del waiting[column]
        elif len(costs) == 1:
            waiting.pop(next(iter(costs)), None)
        for column in costs:
            self.highs.changeColCost(column, 0.0)


def few_cells(
    releases: Sequence[Release], minimum: int, is_looked_at: Callable[[Release, str], bool]
) -> Iterator[tuple[int, str]]:
    """The cells of few persons, not all of whom are in the pack: that is told by the pack alone."""
    for number, release in enumerate(releases):
        for cell, count in release.truth.persons.items():
            is_told_by_pack = release.sent is not None and release.sent.persons[cell] == count
            if 0 < count < minimum and not is_told_by_pack and is_looked_at(release, cell):
                yield number, cell
