"""What a reader can compute of a layer, and which cells would have to be hidden against it.

A reader knows the cells shown, that sums hold and that no count is negative. Unknowns that no sum
ties together are looked at apart, and again only when they are others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

import numpy as np

from consultation.protection.demands import Demand, demand_of
from consultation.protection.layers import Layer, Links, with_computed
from consultation.protection.unknowns import Unknowns

LARGE = 1_500  # unknowns tied together, past which readers look nearby first
BUSY = 8  # sums of one cell, past which it is tied to too much to look around it
WAYS = 100  # to one cell that are followed further: each is a demand on every cell behind it


class Attack:
    """A reader before one layer, given the cells that can be printed and those hidden of them.

    `printed` may be changed: what was found of the same unknowns before is not looked for again.
    """

    def __init__(self, links: Links, layer: Layer, threshold: int) -> None:
        self.links, self.layer, self.threshold = links, layer, threshold
        self.printed: Set[int] = frozenset()
        self.few = frozenset(layer.few)
        self.few_rows = [
            row
            for row, (whole, *parts) in enumerate(links.rows)
            if whole[0] in layer.values
            and any(cell in self.few or cell not in layer.values for cell, _ in parts)
        ]
        self.effort = 0  # columns of the programmes solved
        self.answers: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[Demand, ...]] = {}

    def demands(self, hidden: Set[int], large: bool) -> list[Demand]:
        """What more, or what else, must be hidden; nothing when the layer is safe.

        Without `large`, components of many unknowns are not looked at: they take long, and what
        small ones demand changes them.
        """
        uncertain = (*self.layer.few, *sorted(self.layer.suspects))
        shown = [cell for cell in uncertain if self._is_known(cell, hidden)]
        found = [Demand(((cell, 1.0),), 1.0) for cell in shown]
        # What one sum tells is told without a programme, and first.
        found = found or [*self._of_sums(hidden), *self._of_lone_cells(hidden)]
        if found:
            return found
        seen: set[int] = set()
        for target in [*uncertain, *(sorted(hidden) if self.layer.new else ())]:
            if target in seen:
                continue
            component = self._component(target, hidden)
            seen.update(component)
            if len(component) > LARGE and not large:
                continue
            targets = tuple(cell for cell in component if self._is_target(cell, hidden))
            key = component, targets
            if key not in self.answers:
                self.answers[key] = tuple(self._of_component(component, targets, hidden))
            found.extend(self.answers[key])
        return found

    def computable(self, hidden: Set[int]) -> dict[int, tuple[int, int]]:
        """The least and most of unprinted cells that readers know to less than the threshold."""
        shown = {c: self.layer.values[c] for c in sorted(self.printed - hidden)}
        computed = with_computed(self.links, shown)
        ranges = {c: (count, count) for c, count in computed.items() if c not in shown}
        for component in self.components(hidden):
            unprinted = [one for one in component if one not in self.printed]
            if not computed.keys() >= set(unprinted):
                ranges.update(self.unknowns(component).ranges(unprinted))
        return ranges

    def components(self, hidden: Set[int]) -> Iterator[tuple[int, ...]]:
        """All unknowns, those that sums tie together at once."""
        seen: set[int] = set()
        for cell in range(len(self.links.cells)):
            if cell not in seen and not self._is_known(cell, hidden):
                component = self._component(cell, hidden)
                seen.update(component)
                yield component

    def unknowns(self, component: tuple[int, ...]) -> Unknowns:
        """How far unknowns can move that no sum ties to others."""
        rows = {row for cell in component for row in self.links.rows_of[cell]}
        return self._unknowns(component, rows)

    def _is_target(self, cell: int, hidden: Set[int]) -> bool:
        """Whether an unknown must stay uncertain."""
        is_uncertain = cell in self.few or cell in self.layer.suspects
        return is_uncertain or (self.layer.new and cell in hidden)

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

    def _of_lone_cells(self, hidden: Set[int]) -> Iterator[Demand]:
        """Demands of sums in which one cell alone is unknown: readers have it then, and know it in
        the next sum. For each way to it, another cell is to be hidden."""
        known = np.zeros(len(self.links.cells), dtype=bool)
        known[[cell for cell in self.printed - hidden if cell in self.layer.values]] = True
        ways: dict[int, list[set[int]]] = {}  # for each cell computed, what it is computed from
        looked_at: set[int] = set()
        while rows := [row for row in self.links.rows_of_one(~known) if row not in looked_at]:
            looked_at.update(rows)
            told: dict[int, list[set[int]]] = {}
            for row in rows:
                cells = [cell for cell, _ in self.links.rows[row]]
                lone = next(cell for cell in cells if not known[cell])
                sources = [ways.get(cell, [{cell}]) for cell in cells if cell != lone]
                told.setdefault(lone, []).extend(
                    set().union(*(source[way % len(source)] for source in sources))
                    for way in range(max(map(len, sources), default=0))
                )
            for lone, found in told.items():
                if self._is_target(lone, hidden):
                    is_sure = lone in self.few or lone in self.layer.suspects
                    for way_to_it in found:
                        weights = dict.fromkeys(way_to_it, 1.0)
                        yield demand_of(weights, 1.0, None if is_sure else lone)
                else:
                    ways[lone] = found[:WAYS]
                    known[lone] = True

    def _of_component(
        self, component: tuple[int, ...], targets: Sequence[int], hidden: Set[int]
    ) -> list[Demand]:
        """Demands of a component; of a large one, those seen from nearby before those of it all.

        A reader who forgets the sums far away knows less: what they still tell holds.
        """
        if len(component) > LARGE and (found := self._of_regions(targets, hidden)):
            return found
        rows = {row for cell in component for row in self.links.rows_of[cell]}
        return self._demands_in(component, rows, targets)

    def _of_regions(self, targets: Sequence[int], hidden: Set[int]) -> list[Demand]:
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
            found += self._demands_in(tuple(sorted(region)), rows, inside)
        return found

    def _demands_in(
        self, cells: tuple[int, ...], rows: set[int], targets: Sequence[int]
    ) -> list[Demand]:
        unknowns = self._unknowns(cells, rows)
        found = unknowns.demands(targets)
        self.effort += unknowns.effort
        return found

    def _unknowns(self, cells: tuple[int, ...], rows: set[int]) -> Unknowns:
        return Unknowns(self.links, self.layer, cells, sorted(rows), self.threshold)

    def _around(self, rows: Iterable[int], hidden: Set[int]) -> set[int]:
        """The unknown cells of these sums."""
        terms = (cell for row in rows for cell, _ in self.links.rows[row])
        return {cell for cell in terms if not self._is_known(cell, hidden)}
