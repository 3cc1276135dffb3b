"""What the choice of hidden cells must meet for readers not to tell a count."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

TOLERANCE = 1e-5  # more than what rounding takes from shares


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

    def is_met(self, hidden: Set[int]) -> bool:
        """Whether these cells hidden are enough for it."""
        if self.when is not None and self.when not in hidden:
            return True
        return sum(weight for cell, weight in self.weights if cell in hidden) >= self.least

    def kept_to(self, cells: Set[int]) -> Demand | None:
        """What is left of it where all cells but these are hidden anyhow; None: nothing that these
        could give."""
        if self.when is not None and self.when not in cells:
            return None
        left = self.least - sum(weight for cell, weight in self.weights if cell not in cells)
        if left == self.least:
            return self
        weights = tuple((cell, weight) for cell, weight in self.weights if cell in cells)
        return Demand(weights, left, self.when) if weights and left > TOLERANCE else None


def demand_of(weights: Mapping[int, float], gap: float, when: int | None = None) -> Demand:
    """The demand that weights make up a gap.

    Rounded, so that the same proof written with other last digits is the same demand.
    """
    shares = tuple((cell, round(weight / gap, 6)) for cell, weight in sorted(weights.items()))
    return Demand(shares, 1.0 - TOLERANCE, when)
