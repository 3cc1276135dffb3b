"""What the choice of hidden cells must meet for readers not to tell a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
