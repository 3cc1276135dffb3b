"""Bounds of a share in all texts, from the share in texts drawn by lot, right 19 times out of 20.

The bounds are exact: Clopper and Pearson's (1934), for the hypergeometric distribution, as texts
are drawn without replacement from a known number. Texts may have unequal weights: a letter counts
for all who sent it. Unequal weights make a share less certain, as if fewer texts were drawn. So the
number of drawn texts and the number of all texts are divided by the factor by which weights
multiply the variance (Korn and Graubard, 1998; Kish's effect, Survey Sampling, 1965). Rounding
widens the bounds.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from math import ceil, comb, floor

DIGITS = 6
# Each of two bounds is wrong once in 40 times, a single bound once in 20.
BOTH_SIDES, ONE_SIDE = 40, 20
# The tolerance for counts, as weights are decimal numbers.
NEARLY = 1e-6


def bounds_of(share: float, drawn: float, total: float, effect: float) -> tuple[float, float]:
    """The lowest and the highest share of all `total` texts, from the share in the `drawn` texts.
    `effect` is the factor by which unequal weights multiply the variance, 1 for equal weights.

    Of 10 texts 5 are drawn, and 2 of them have the theme: `bounds_of(0.4, 5, 10, 1)` →
    `(0.2, 0.7)`.
    """
    size = max(1, floor(drawn / effect + NEARLY))
    population = max(size, ceil(total / effect - NEARLY))
    having = share * size
    least, most = floor(having + NEARLY), ceil(having - NEARLY)
    lowest = _fewest(least, size, population, BOTH_SIDES) / population
    highest = 1 - _fewest(size - most, size, population, BOTH_SIDES) / population
    return round(min(lowest, share), DIGITS), round(max(highest, share), DIGITS)


def most_left(found: int, drawn: int, total: int) -> int:
    """The greatest number of texts, among the texts not drawn, that may be like the `found` drawn
    texts, right 19 times in 20. Of 2,626 texts 300 are drawn, and none names anybody: `most_left(0,
    300, 2_626)` → 24, which is 1.0 % of the 2,326 others."""
    return total - _fewest(drawn - found, drawn, total, ONE_SIDE) - found


@cache
def enough_to_say(percent: int, found: int, drawn: int, total: int) -> int:
    """The number of texts to draw in all, at least `drawn`, to prove that at most `percent` of the
    others are like the `found` texts, if no more are found. May slightly exceed the minimum. Of
    2,626 texts 300 are drawn, and 1 names somebody: `enough_to_say(1, 1, 300, 2_626)` → 479."""

    def is_enough(count: int) -> bool:
        # Documents round the share to a tenth of a percent.
        return 2000 * most_left(found, count, total) < (20 * percent + 1) * (total - count)

    possible = range(drawn, total)
    return drawn if is_enough(drawn) else drawn + bisect_left(possible, True, key=is_enough)


def _fewest(found: int, size: int, population: int, once_in: int) -> int:
    """The smallest number of texts of the population that may have the theme, if `found` of `size`
    drawn texts have it. With an even smaller number, fewer than one in `once_in` draws would find
    `found` texts or more."""
    if found == 0:
        return 0
    possible = range(found, population - (size - found) + 1)
    samples = comb(population, size)

    def is_likely(having: int) -> bool:
        return once_in * _ways_to_find(found, size, having, population) >= samples

    return possible[min(bisect_left(possible, True, key=is_likely), len(possible) - 1)]


def _ways_to_find(found: int, size: int, having: int, population: int) -> int:
    """The number of samples with `found` texts or more, if `having` of the population have the
    theme. `_ways_to_find(1, 2, 1, 3)` → 2 of the 3 samples of two."""
    if found <= size - (population - having):
        return comb(population, size)
    if found > min(size, having):
        return 0
    if found <= size * having / population:  # the other tail is the shorter one
        fewer = _ways_to_find(size - found + 1, size, population - having, population)
        return comb(population, size) - fewer
    term = comb(having, found) * comb(population - having, size - found)
    ways = 0
    for count in range(found, min(size, having) + 1):
        ways += term
        term = term * (having - count) * (size - count)
        term //= (count + 1) * (population - having - size + count + 1)
    return ways
