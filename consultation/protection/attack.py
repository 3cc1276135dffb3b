"""What a reader can compute of a layer, and which cells would have to be hidden against it.

A reader knows the cells shown, that sums hold and that no count is negative: for each unknown, two
linear programmes give the least and the most it can be. Where that tells of few persons, the dual
solution proves it, and becomes a demand on which cells are hidden: a capacity inequality
(Fischetti and Salazar-González, Solving the cell suppression problem on tabular data with linear
constraints, Management Science 47, 2001).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from consultation.protection.layers import Layer, Links, with_computed
from consultation.protection.programmes import INFINITE, Polytope, Solved

TOLERANCE = 1e-6
LARGE = 1_500  # unknowns tied together, past which readers look nearby first
BUSY = 8  # sums of one cell, past which it is tied to too much to look around it


@dataclass(frozen=True)
class Demand:
    """Hidden cells weigh at least `least` together; only if `when` is hidden, where it is one."""

    weights: tuple[tuple[int, float], ...]
    least: float
    when: int | None = None

    @property
    def cells(self) -> tuple[int, ...]:
        """The cells of which some are to be hidden."""
        return tuple(cell for cell, _ in self.weights)


def demand_of(weights: Mapping[int, float], gap: float, when: int | None = None) -> Demand:
    """The demand that weights make up a gap.

    Rounded, so that the same proof written with other last digits is the same demand.
    """
    shares = tuple((cell, round(weight / gap, 6)) for cell, weight in sorted(weights.items()))
    return Demand(shares, 1.0 - 1e-5, when)


class Attack:
    """A reader before one layer, given the cells that can be printed and those hidden of them."""

    def __init__(self, links: Links, layer: Layer, printed: Set[int], threshold: int) -> None:
        self.links, self.layer, self.threshold = links, layer, threshold
        self.printed = printed
        self.few = frozenset(layer.few)
        self.few_rows = [
            row
            for row, (whole, *parts) in enumerate(links.rows)
            if whole[0] in layer.values
            and any(cell in self.few or cell not in layer.values for cell, _ in parts)
        ]
        self.effort = 0  # columns of the programmes solved
        self.answers: dict[tuple[int, ...], tuple[Demand, ...]] = {}

    def demands(self, hidden: Set[int]) -> list[Demand]:
        """What more, or what else, must be hidden; nothing when the layer is safe."""
        uncertain = (*self.layer.few, *sorted(self.layer.suspects))
        shown = [cell for cell in uncertain if self._is_known(cell, hidden)]
        found = [Demand(((cell, 1.0),), 1.0) for cell in shown]
        # What one sum tells is told without a programme, and first.
        found = found or self._of_sums(hidden)
        if found:
            return found
        seen: set[int] = set()
        for target in [*uncertain, *(sorted(hidden) if self.layer.new else ())]:
            if target in seen:
                continue
            component = self._component(target, hidden)
            seen.update(component)
            if component not in self.answers:
                self.answers[component] = tuple(self._of_component(component, hidden))
            found.extend(self.answers[component])
        return found

    def computable(self, hidden: Set[int]) -> dict[int, tuple[int, int]]:
        """The least and most of unprinted cells that readers know to less than the threshold."""
        shown = {c: self.layer.values[c] for c in sorted(self.printed - hidden)}
        computed = with_computed(self.links, shown)
        ranges = {c: (count, count) for c, count in computed.items() if c not in shown}
        seen: set[int] = set()
        for cell in range(len(self.links.cells)):
            if cell in seen or cell in self.printed or cell in computed:
                continue
            component = self._component(cell, hidden)
            seen.update(component)
            rows = {row for one in component for row in self.links.rows_of[one]}
            unprinted = [one for one in component if one not in self.printed]
            ranges.update(Room(self, component, sorted(rows)).ranges(unprinted))
        return ranges

    def _is_known(self, cell: int, hidden: Set[int]) -> bool:
        return cell in self.layer.values and cell in self.printed and cell not in hidden

    def _component(self, start: int, hidden: Set[int]) -> tuple[int, ...]:
        """The unknowns tied to this one through sums."""
        reached, to_visit, rows = {start}, [start], set[int]()
        while to_visit:
            for row in self.links.rows_of[to_visit.pop()]:
                if row in rows:
                    continue
                rows.add(row)
                for cell, _ in self.links.rows[row]:
                    if cell not in reached and not self._is_known(cell, hidden):
                        reached.add(cell)
                        to_visit.append(cell)
        return tuple(sorted(reached))

    def _of_sums(self, hidden: Set[int]) -> list[Demand]:
        """Demands of sums whose unknown parts, some of few persons, are few persons in all.

        A part whose true change nobody knows, as it was hidden before, counts as one of few.
        """
        found = []
        for row in self.few_rows:
            (whole, _), *parts = self.links.rows[row]
            if not self._is_known(whole, hidden):
                continue
            known, few, blind = [], False, False
            rest = self.layer.values[whole]
            for cell, _ in parts:
                if self._is_known(cell, hidden):
                    known.append(cell)
                    rest -= self.layer.values[cell]
                else:
                    rest -= self.layer.lower(cell)
                    few = few or cell in self.few
                    blind = blind or cell not in self.layer.values
            if rest < self.threshold and (few or (blind and rest > 0)):
                gap = float(self.threshold - rest)
                freed = [(c, min(gap, self.layer.values[c] - self.layer.lower(c))) for c in known]
                weights = [(whole, gap), *((c, weight) for c, weight in freed if weight)]
                found.append(demand_of(dict(weights), gap))
        return found

    def _of_component(self, component: tuple[int, ...], hidden: Set[int]) -> list[Demand]:
        """Demands of a component; of a large one, those seen from nearby before those of it all.

        A reader who forgets the sums far away knows less: what they still tell holds.
        """
        targets = [
            cell
            for cell in component
            if cell in self.few
            or cell in self.layer.suspects
            or (self.layer.new and cell in hidden)
        ]
        if len(component) > LARGE and (found := self._of_regions(targets, hidden)):
            return found
        rows = {row for cell in component for row in self.links.rows_of[cell]}
        return Room(self, component, sorted(rows)).demands(targets)

    def _of_regions(self, targets: list[int], hidden: Set[int]) -> list[Demand]:
        rows_of = self.links.rows_of
        found: list[Demand] = []
        seen: set[int] = set()
        for start in targets:
            if start in seen or len(rows_of[start]) > BUSY:
                continue
            rows = {row for cell in self._around(rows_of[start], hidden) for row in rows_of[cell]}
            region = self._around(rows, hidden)
            inside = [
                c for c in targets if c in region and c not in seen and rows.issuperset(rows_of[c])
            ]
            seen.update(inside)
            found += Room(self, tuple(sorted(region)), sorted(rows)).demands(inside)
        return found

    def _around(self, rows: Iterable[int], hidden: Set[int]) -> set[int]:
        """The unknown cells of these sums."""
        terms = (cell for row in rows for cell, _ in self.links.rows[row])
        return {cell for cell in terms if not self._is_known(cell, hidden)}


class Room:
    """Unknowns and the sums that tie them, and how far each can move."""

    def __init__(self, attack: Attack, component: tuple[int, ...], rows: list[int]) -> None:
        self.attack, self.cells = attack, component
        self.column = {cell: column for column, cell in enumerate(component)}
        links, layer = attack.links, attack.layer
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

    def demands(self, targets: list[int]) -> list[Demand]:
        """What must be hidden so that readers cannot tell these cells."""
        few = self.attack.few
        found = self._demands_of_few([cell for cell in targets if cell in few])
        return found + self._demands_of_others([cell for cell in targets if cell not in few])

    def _demands_of_few(self, cells: list[int]) -> list[Demand]:
        """Each can be nothing, and as much as the threshold."""
        found: list[Demand] = []
        threshold = self.attack.threshold
        goals = {cell: float(self.attack.layer.lower(cell) + threshold) for cell in cells}
        self._explore(cells, goals)
        for cell in cells:
            low = self.attack.layer.lower(cell)
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
        threshold = self.attack.threshold
        found: list[Demand] = []
        values = self.attack.layer.values
        self._explore(cells, {cell: float(values[cell] + threshold) for cell in cells})
        for cell in cells:
            if self._width(cell) >= threshold - TOLERANCE:
                continue
            when = None if cell in self.attack.layer.suspects else cell
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
        threshold = self.attack.threshold
        goals = {cell: float(self.attack.layer.values[cell] + threshold) for cell in cells}
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
        lower = self.attack.layer.lower
        return [cell for cell in cells if self._least(cell) > lower(cell) + TOLERANCE]

    def _see(self, solved: Solved | None) -> Solved | None:
        self.attack.effort += len(self.cells)
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
        links, layer = self.attack.links, self.attack.layer
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
        # Rounded so that the same proof, written with other last digits, is the same demand.
        if sum(weights.values()) < gap - TOLERANCE:
            return self._everything(when)
        return Demand(tuple((c, round(w / gap, 6)) for c, w in sorted(weights.items())), 1.0, when)

    def _everything(self, when: int | None = None) -> Demand:
        """One of the known cells around, when no programme says which."""
        links = self.attack.links
        around = sorted({c for row in self.rows for c, _ in links.rows[row]} - set(self.cells))
        return Demand(tuple((cell, 1.0) for cell in around), 1.0, when)
