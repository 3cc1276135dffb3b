"""Which cells are hidden so that no layer gives anybody away: the least information lost.

Readers' attacks bring demands, an integer programme chooses the cheapest cells that meet them all,
and readers attack again, until none finds anything. Demands hold for any safe choice, so that the
last one is the best there is, as long as the programme is solved to its end. Past so many rounds
or so much effort, nothing that is hidden is shown again, which ends sooner and hides more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from consultation.protection.attack import Attack
from consultation.protection.demands import Demand
from consultation.protection.programmes import Row, cheapest

EXACT_ROUNDS = 20
EXACT_EFFORT = 1_000_000  # columns of programmes solved; past it as past so many rounds
CHOSEN_ROUNDS = 30  # then all that a demand names is hidden
EFFORT = 3_000_000  # columns of programmes solved, some ten seconds; then too


def hidden_cells(
    attacks: Sequence[Attack],
    choice: Choice,
    printed: Set[int],
    is_enough: Callable[[Set[int]], bool] = lambda hidden: False,
) -> set[int]:
    """The cells to hide, of those printed; unsafe ones where `is_enough` ends the search.

    Attacks and choice keep what was found with other cells printed, more of them.
    """
    for attack in attacks:
        attack.printed = printed
    choice.keep_to(printed)
    started = sum(attack.effort for attack in attacks)
    hidden: set[int] = set()
    rounds = 0
    while demands := demands_of(attacks, hidden):
        rounds += 1
        if any(not demand.weights for demand in demands):
            return set(printed)  # nothing known is left around, and yet a programme is not solved
        effort = sum(attack.effort for attack in attacks) - started
        if rounds <= CHOSEN_ROUNDS and effort < EFFORT:
            is_exact = rounds <= EXACT_ROUNDS and effort < EXACT_EFFORT
            hidden = choice.with_demands(demands, frozenset() if is_exact else hidden)
        else:
            hidden = hidden | {cell for demand in demands for cell in demand.cells}
        if is_enough(hidden):
            break
    return hidden


def demands_of(attacks: Sequence[Attack], hidden: Set[int]) -> list[Demand]:
    """What readers bring; nothing when all layers are safe, large components too."""
    for large in (False, True):
        if found := [demand for attack in attacks for demand in attack.demands(hidden, large)]:
            return found
    return []


class Choice:
    """All demands so far, and the cheapest cells that meet them.

    Demands that share no cell are met apart, and only those that changed are looked at again.
    """

    def __init__(self, costs: Mapping[int, float]) -> None:
        self.costs = costs
        self.demands: dict[Demand, None] = {}
        self.known: dict[tuple[Demand, ...], tuple[int, ...]] = {}

    def keep_to(self, printed: Set[int]) -> None:
        """Only these cells can be hidden still: the others are, and meet what they can."""
        kept = (demand.kept_to(printed) for demand in self.demands)
        self.demands = dict.fromkeys(demand for demand in kept if demand is not None)

    def with_demands(self, demands: Sequence[Demand], kept: Set[int]) -> set[int]:
        """The cells that meet these demands too; those of `kept` stay hidden."""
        self.demands.update(dict.fromkeys(demands))
        hidden = set(kept)
        for group in groups_of(tuple(self.demands)):
            if kept:
                if not all(demand.is_met(kept) for demand in group):
                    hidden.update(self._cheapest(group, kept))
            else:
                if group not in self.known:
                    self.known[group] = self._cheapest(group, kept)
                hidden.update(self.known[group])
        return hidden

    def _cheapest(self, group: Sequence[Demand], kept: Set[int]) -> tuple[int, ...]:
        if len(group) == 1 and len(cells_of(group[0])) == 1:
            return group[0].cells
        cells = sorted({cell for demand in group for cell in cells_of(demand)})
        column = {cell: number for number, cell in enumerate(cells)}
        rows: list[Row] = []
        for demand in group:
            row = {column[cell]: weight for cell, weight in demand.weights}
            if demand.when is not None:
                row[column[demand.when]] = -demand.least
            rows.append(row)
        least = [0.0 if demand.when is not None else demand.least for demand in group]
        for cell in (cell for cell in cells if cell in kept):
            rows.append({column[cell]: 1.0})
            least.append(1.0)
        columns = cheapest([self.costs[cell] for cell in cells], rows, least)
        return tuple(cells) if columns is None else tuple(cells[number] for number in columns)


def cells_of(demand: Demand) -> tuple[int, ...]:
    """The cells that a demand speaks of."""
    return demand.cells if demand.when is None else (*demand.cells, demand.when)


def groups_of(demands: Sequence[Demand]) -> list[tuple[Demand, ...]]:
    """The demands, those that share cells together, in their order."""
    parent: dict[int, int] = {}

    def root(cell: int) -> int:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for demand in demands:
        first, *others = cells_of(demand)
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[int, list[Demand]] = {}
    for demand in demands:
        groups.setdefault(root(demand.cells[0]), []).append(demand)
    return [tuple(group) for group in groups.values()]
