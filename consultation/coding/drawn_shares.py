"""Bounds of the share in all texts, from the share in texts drawn by lot, right 19 times out of 20.

The bounds are exact: Clopper and Pearson's (1934), of the hypergeometric distribution, because
texts are drawn without replacement from a known number. If texts have unequal weights (a letter
counts for all who sent it), both numbers are divided by the factor that this multiplies a variance
by (Korn and Graubard, 1998; Kish's effect, Survey Sampling, 1965), and rounding widens the bounds.
"""

from __future__ import annotations

from bisect import bisect_left
from math import ceil, exp, floor, lgamma

DIGITS = 6
TAIL = 0.025
# What a count may be off by, weights being decimal numbers.
NEARLY = 1e-6
NEGLIGIBLE = 1e-17


def bounds_of(share: float, drawn: float, total: float, effect: float) -> tuple[float, float]:
    """The lowest and the highest share of all `total` texts, given that of the `drawn` ones.

    Of 10 texts 5 are drawn, and 2 of them have the theme: `bounds_of(0.4, 5, 10, 1)` -> (0.2, 0.7).
    """
    size = max(1, floor(drawn / effect + NEARLY))
    population = max(size, ceil(total / effect - NEARLY))
    found = share * size
    least, most = floor(found + NEARLY), ceil(found - NEARLY)
    lowest = _fewest(least, size, population) / population
    highest = 1 - _fewest(size - most, size, population) / population
    return round(min(lowest, share), DIGITS), round(max(highest, share), DIGITS)


def _fewest(found: int, size: int, population: int) -> int:
    """The fewest of a population that have what `found` of a sample have, or more, once in forty
    times."""
    if found == 0:
        return 0
    possible = range(found, population - (size - found) + 1)
    at = bisect_left(possible, TAIL, key=lambda having: _at_least(found, size, having, population))
    return possible[min(at, len(possible) - 1)]


def _at_least(found: int, size: int, having: int, population: int) -> float:
    """The chance that `found` or more of a sample have what `having` of the population have."""
    if found <= size - (population - having):
        return 1.0
    if found > min(size, having):
        return 0.0
    if found <= size * having / population:  # the other tail is the shorter one
        return 1.0 - _at_least(size - found + 1, size, population - having, population)
    term = exp(
        _choices(having, found)
        + _choices(population - having, size - found)
        - _choices(population, size)
    )
    chance = 0.0
    for count in range(found, min(size, having) + 1):
        chance += term
        term *= (having - count) * (size - count)
        term /= (count + 1) * (population - having - size + count + 1)
        if term < chance * NEGLIGIBLE:
            break
    return chance


def _choices(things: int, taken: int) -> float:
    """The logarithm of the number of ways to take some of so many things."""
    return lgamma(things + 1) - lgamma(taken + 1) - lgamma(things - taken + 1)
