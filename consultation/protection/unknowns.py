"""How far the counts that readers don't know can move, and what proves it.

For each unknown, two linear programmes give the least and the most it can be. Where that tells of
few persons, the dual solution proves it, and becomes a demand on which cells are hidden: a capacity
inequality (Fischetti and Salazar-González, Solving the cell suppression problem on tabular data
with linear constraints, Management Science 47, 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor

import numpy as np

from consultation.protection.demands import Demand, demand_of
from consultation.protection.layers import Layer, Links
from consultation.protection.programmes import INFINITE, Polytope, Solved

TOLERANCE = 1e-6


class Unknowns:
    """Unknowns and the sums that tie them, and how far each can move."""

    def __init__(
        self,
        links: Links,
        layer: Layer,
        component: tuple[int, ...],
        rows: list[int],
        threshold: int,
    ) -> None:
        self.links, self.layer, self.threshold, self.cells = links, layer, threshold, component
        self.few = frozenset(layer.few)
        self.effort = 0  # columns of the programmes solved
        self.column = {cell: column for column, cell in enumerate(component)}
        self.rows = rows
        sides, matrix = [], []
        for row in self.rows:
            terms = links.rows[row]
            matrix.append({self.column[c]: float(s) for c, s in terms if c in self.column})
            sides.append(-sum(s * layer.values[c] for c, s in terms if c not in self.column))
        lower: list[float] = [layer.lower(cell) for cell in component]
        self.polytope = Polytope(lower, matrix, sides)
        if not layer.new and not self.polytope.is_possible():
            # People withdrew where no count was shown before: a reader expects nothing there.
            lower = [layer.lower(c) if c in layer.values else -INFINITE for c in component]
            self.polytope = Polytope(lower, matrix, sides)
        # A first point is what is true, where it is known: nothing needs to be solved for it.
        values = layer.values
        self.least = np.array([values.get(c, np.nan) for c in component], dtype=np.double)
        self.most = self.least.copy()

    def demands(self, targets: Sequence[int]) -> list[Demand]:
        """What must be hidden so that readers cannot tell these cells."""
        found = self._demands_of_few([cell for cell in targets if cell in self.few])
        return found + self._demands_of_others([cell for cell in targets if cell not in self.few])

    def _demands_of_few(self, cells: list[int]) -> list[Demand]:
        """Each can be nothing, and as much as the threshold."""
        found: list[Demand] = []
        threshold = self.threshold
        goals = {cell: float(self.layer.lower(cell) + threshold) for cell in cells}
        self._explore(cells, goals)
        for cell in cells:
            low = self.layer.lower(cell)
            if self._least(cell) > low + TOLERANCE:
                found += self._too_high(cell, low)
            if self._most(cell) < goals[cell] - TOLERANCE:
                found += self._too_low(cell, goals[cell])
        return found

    def _least(self, cell: int) -> float:
        return float(self.least[self.column[cell]])

    def _most(self, cell: int) -> float:
        return float(self.most[self.column[cell]])

    def _demands_of_others(self, cells: list[int]) -> list[Demand]:
        """Each hidden cell has as much room as the threshold, though its count may be told."""
        threshold = self.threshold
        found: list[Demand] = []
        values = self.layer.values
        self._explore(cells, {cell: float(values[cell] + threshold) for cell in cells})
        for cell in cells:
            if self._width(cell) >= threshold - TOLERANCE:
                continue
            when = None if cell in self.layer.suspects else cell
            bottom = self._see(self.polytope.lowest([self.column[cell]]))
            if bottom is None:
                found.append(self._everything(when))
                continue
            goal = bottom.values[self.column[cell]] + threshold
            top = self._see(self.polytope.highest([self.column[cell]], [goal]))
            if top is None:
                found.append(self._everything(when))
            elif self._width(cell) < threshold - TOLERANCE:
                gap = threshold - self._width(cell)
                weights = self._weights(bottom, cell, -1, gap)
                for other, weight in self._weights(top, cell, 1, gap).items():
                    weights[other] = min(gap, weights.get(other, 0.0) + weight)
                found.append(self._demand(weights, gap, when))
        return found

    def ranges(self, cells: list[int]) -> dict[int, tuple[int, int]]:
        """The least and most of the cells whose room is less than the threshold."""
        threshold = self.threshold
        goals = {cell: float(self.layer.values[cell] + threshold) for cell in cells}
        self._explore(cells, goals)
        found = {}
        for cell in cells:
            if self._width(cell) < threshold - TOLERANCE:
                self._see(self.polytope.lowest([self.column[cell]]))
                self._see(self.polytope.highest([self.column[cell]], [goals[cell]]))
            if self._width(cell) < threshold - TOLERANCE:
                found[cell] = (ceil(self._least(cell) - 1e-4), floor(self._most(cell) + 1e-4))
        return found

    def _width(self, cell: int) -> float:
        return self._most(cell) - self._least(cell)

    def _explore(self, cells: list[int], goals: Mapping[int, float]) -> None:
        """A few programmes for many cells at once: most are then seen where they need to go."""
        left, before = self._short_of(cells, goals), len(cells) + 1
        while 1 < len(left) < before:
            columns, before = [self.column[cell] for cell in left], len(left)
            self._see(self.polytope.highest(columns, [goals[cell] for cell in left]))
            left = self._short_of(left, goals)
        left, before = self._above_least(cells), len(cells) + 1
        while 1 < len(left) < before:
            before = len(left)
            self._see(self.polytope.lowest([self.column[cell] for cell in left]))
            left = self._above_least(left)

    def _short_of(self, cells: list[int], goals: Mapping[int, float]) -> list[int]:
        return [cell for cell in cells if self._most(cell) < goals[cell] - TOLERANCE]

    def _above_least(self, cells: list[int]) -> list[int]:
        lower = self.layer.lower
        return [cell for cell in cells if self._least(cell) > lower(cell) + TOLERANCE]

    def _see(self, solved: Solved | None) -> Solved | None:
        self.effort += len(self.cells)
        if solved is not None:
            self.least = np.fmin(self.least, solved.values)
            self.most = np.fmax(self.most, solved.values)
        return solved

    def _too_high(self, cell: int, low: float) -> list[Demand]:
        solved = self._see(self.polytope.lowest([self.column[cell]]))
        if solved is None:
            return [self._everything()]
        gap = solved.values[self.column[cell]] - low
        if gap <= TOLERANCE:
            return []
        return [self._demand(self._weights(solved, cell, -1, gap), gap)]

    def _too_low(self, cell: int, goal: float) -> list[Demand]:
        solved = self._see(self.polytope.highest([self.column[cell]], [goal]))
        if solved is None:
            return [self._everything()]
        gap = goal - solved.values[self.column[cell]]
        if gap <= TOLERANCE:
            return []
        return [self._demand(self._weights(solved, cell, 1, gap), gap)]

    def _weights(self, solved: Solved, cell: int, sign: int, gap: float) -> dict[int, float]:
        """What each known cell, once hidden, can add at most to how far this one moves.

        The row's multipliers write the cell, or minus the cell, as a weighted sum of known cells:
        one that counts for it can grow without end, one that counts against it can fall to its
        least.
        """
        reduced: dict[int, float] = {}
        links, layer = self.links, self.layer
        for row, multiplier in zip(self.rows, solved.multipliers, strict=True):
            if abs(multiplier) > TOLERANCE:
                for other, coefficient in links.rows[row]:
                    if other not in self.column:
                        # HiGHS minimises: its multipliers are those of the opposite.
                        reduced[other] = reduced.get(other, 0.0) + multiplier * coefficient
        weights = {}
        for other, value in reduced.items():
            if value > TOLERANCE:
                weights[other] = gap
            elif value < -TOLERANCE:
                fall = -value * (layer.values[other] - layer.lower(other))
                if fall > TOLERANCE:
                    weights[other] = min(gap, fall)
        return weights

    def _demand(self, weights: Mapping[int, float], gap: float, when: int | None = None) -> Demand:
        if sum(weights.values()) < gap - TOLERANCE:
            return self._everything(when)
        return demand_of(weights, gap, when)

    def _everything(self, when: int | None = None) -> Demand:
        """One of the known cells around, when no programme says which."""
        links = self.links
        around = sorted({c for row in self.rows for c, _ in links.rows[row]} - set(self.cells))
        return Demand(tuple((cell, 1.0) for cell in around), 1.0, when)
