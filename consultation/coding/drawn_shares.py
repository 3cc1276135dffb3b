"""Bounds of a share in all texts, from the share in texts drawn by lot, right 19 times out of 20.

The bounds are exact: Clopper and Pearson's (1934), for the hypergeometric distribution, as texts
are drawn without replacement from a known number. A text that several people sent counts for all of
them, and its theme may be in no other text. So the draw tells nothing about such texts that nobody
read: for the lowest share none of them has the theme, for the highest all of them have it. (Kish's
factor for unequal weights fails for a theme that only a letter has.)
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from math import ceil, exp, floor, lgamma
from typing import NamedTuple

DIGITS = 6
# Each of two bounds is wrong once in 40 times, a single bound once in 20.
BOTH_SIDES, ONE_SIDE = 40, 20
# The tolerance for counts, as weights are decimal numbers, and for probabilities.
NEARLY = 1e-6


class SharedTexts(NamedTuple):
    """The people of texts that several sent: all, those whose text was read, and those whose text
    was read and has the theme."""

    people: float = 0
    read: float = 0
    with_theme: float = 0


def bounds_of(hits: float, drawn: int, total: int, shared: SharedTexts) -> tuple[float, float]:
    """The lowest and the highest share of the theme among all people who wrote. Of `total` texts
    that a single person sent, `drawn` were drawn, of which `hits` have the theme. `shared` are the
    texts that several people sent.

    Of 10 texts 5 are drawn, and 2 of them have the theme: `bounds_of(2, 5, 10, SharedTexts())` →
    `(0.2, 0.7)`. If one more text, unread, is of 10 people: `bounds_of(2, 5, 10, SharedTexts(10))`
    → `(0.1, 0.85)`.
    """
    people = total + shared.people
    least, most = floor(hits + NEARLY), ceil(hits - NEARLY)
    lowest = shared.with_theme + _fewest(least, drawn, total, BOTH_SIDES)
    others = shared.read - shared.with_theme + _fewest(drawn - most, drawn, total, BOTH_SIDES)
    return round(lowest / people, DIGITS), round(1 - others / people, DIGITS)


def most_left(hits: int, drawn: int, total: int) -> int:
    """The greatest number of texts, among the texts not drawn, that may be like the `hits` drawn
    texts, right 19 times in 20. Of 2,626 texts 300 are drawn, and none names anybody: `most_left(0,
    300, 2_626)` → 24, which is 1.0 % of the 2,326 others."""
    return total - _fewest(drawn - hits, drawn, total, ONE_SIDE) - hits


@cache
def enough_to_say(percent: int, hits: int, drawn: int, total: int) -> int:
    """The number of texts to draw in all, at least `drawn`, to prove that at most `percent` % of
    the others are like the `hits` texts, if no more are found. May slightly exceed the minimum. Of
    2,626 texts 300 are drawn, and 1 names somebody: `enough_to_say(1, 1, 300, 2_626)` → 479."""

    def is_enough(count: int) -> bool:
        # Documents round the share to a tenth of a percent.
        return 2000 * most_left(hits, count, total) < (20 * percent + 1) * (total - count)

    possible = range(drawn, total)
    return drawn if is_enough(drawn) else drawn + bisect_left(possible, True, key=is_enough)


@cache
def _fewest(hits: int, size: int, population: int, once_in: int) -> int:
    """The smallest number of texts of the population that may have the theme, if `hits` of `size`
    drawn texts have it. With an even smaller number, fewer than one in `once_in` draws would find
    `hits` texts or more."""
    if hits == 0:
        return 0
    possible = range(hits, population - (size - hits) + 1)

    def is_likely(having: int) -> bool:
        return once_in * _chance_to_find(hits, size, having, population) >= 1 - NEARLY

    return possible[min(bisect_left(possible, True, key=is_likely), len(possible) - 1)]


def _chance_to_find(hits: int, size: int, having: int, population: int) -> float:
    """The probability that a sample of `size` texts contains `hits` texts with the theme or more,
    if `having` texts of the population have it: `_chance_to_find(1, 2, 1, 3)` → 0.667."""
    if hits <= size - (population - having):
        return 1.0
    if hits > min(size, having):
        return 0.0
    if hits <= size * having / population:  # the other tail is the shorter one
        return 1 - _chance_to_find(size - hits + 1, size, population - having, population)
    # The probability of exactly `hits` texts, then of one more each time.
    term = exp(
        _log_samples(having, hits)
        + _log_samples(population - having, size - hits)
        - _log_samples(population, size)
    )
    chance = 0.0
    for count in range(hits, min(size, having) + 1):
        chance += term
        term *= (having - count) * (size - count)
        term /= (count + 1) * (population - having - size + count + 1)
    return chance


def _log_samples(population: int, size: int) -> float:
    """The logarithm of the number of samples of `size` texts: of 4 texts, 6 samples of two →
    1.79."""
    return lgamma(population + 1) - lgamma(size + 1) - lgamma(population - size + 1)
