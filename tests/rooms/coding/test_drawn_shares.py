"""How far a share of drawn texts may be from that of all, counted again sample by sample."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb
from random import Random

import pytest

from consultation.coding.drawn_shares import SharedTexts, bounds_of, enough_to_say, most_left


def by_counting(found: int, drawn: int, total: int) -> tuple[float, float]:
    """The bounds, in integers: the fewest and the most that could have given so many once in 40."""

    def chance(having: int, counts: range) -> Fraction:
        ways = sum(comb(having, i) * comb(total - having, drawn - i) for i in counts)
        return Fraction(ways, comb(total, drawn))

    possible = range(found, total - (drawn - found) + 1)
    once = Fraction(1, 40)
    fewest = min(one for one in possible if chance(one, range(found, drawn + 1)) >= once)
    most = max(one for one in possible if chance(one, range(found + 1)) >= once)
    return fewest / total, most / total


@pytest.mark.parametrize("total", [2, 7, 40, 120])
def test_bounds_are_those_of_all_samples_that_could_be_drawn(total):
    for drawn in {1, 2, total // 3 or 1, total - 1}:
        for found in range(drawn + 1):
            bounds = by_counting(found, drawn, total)
            assert bounds_of(found, drawn, total, SharedTexts()) == pytest.approx(bounds, abs=1e-6)


def test_of_the_samples_of_a_population_at_least_19_in_20_have_it_within_their_bounds():
    texts = [1] * 5 + [0] * 7
    samples = list(combinations(texts, 5))
    within = 0
    for sample in samples:
        least, most = bounds_of(sum(sample), 5, 12, SharedTexts())
        within += least <= 5 / 12 <= most

    assert within / len(samples) >= 0.95


@pytest.mark.parametrize("size", [3, 20, 50, 200])
@pytest.mark.parametrize("drawn", [100, 300, 600])
@pytest.mark.parametrize("alone", [0, 30])
def test_a_theme_of_a_letter_is_within_its_bounds_19_times_in_20(size, drawn, alone):
    """A thousand texts of one person, of which few or none have it, and a letter that has."""
    chance = Random(f"{size} {drawn} {alone}")  # noqa: S311
    true, within = (size + alone) / (1_000 + size), 0
    for _ in range(200):
        sample = chance.sample(range(1_001), drawn)
        singles = [text for text in sample if text < 1_000]
        several = SharedTexts(size, size * (1_000 in sample), size * (1_000 in sample))
        found = sum(text < alone for text in singles)
        least, most = bounds_of(found, len(singles), 1_000, several)
        within += least - 1e-6 <= true <= most + 1e-6

    assert within / 200 >= 0.95


@pytest.mark.parametrize("total", [2, 7, 40, 120])
def test_the_most_left_is_the_last_that_could_have_been_drawn_so_once_in_twenty(total):
    for drawn in {1, 2, total // 3 or 1, total - 1}:
        for found in range(drawn + 1):
            possible = range(found, total - drawn + found + 1)
            samples = comb(total, drawn)
            most = max(
                having
                for having in possible
                if 20
                * sum(comb(having, i) * comb(total - having, drawn - i) for i in range(found + 1))
                >= samples
            )
            assert most_left(found, drawn, total) == most - found


@pytest.mark.parametrize("prevalence", [0.001, 0.01, 0.03, 0.1])
def test_what_is_left_is_within_its_bound_19_times_in_20(prevalence):
    total, drawn = 2_000, 300
    true = round(prevalence * total)
    chance = Random(str(prevalence))  # noqa: S311
    draws = [sum(one < true for one in chance.sample(range(total), drawn)) for _ in range(2_000)]

    within = sum(true - found <= most_left(found, drawn, total) for found in draws)
    assert within / len(draws) >= 0.95


@pytest.mark.parametrize("found", [0, 1, 5])
def test_with_enough_drawn_at_most_so_many_percent_are_left_and_with_ten_fewer_more_are(found):
    enough = enough_to_say(1, found, 300, 2_626)

    def is_one_percent(drawn: int) -> bool:
        return round(100 * most_left(found, drawn, 2_626) / (2_626 - drawn), 1) <= 1

    assert is_one_percent(enough)
    assert enough == 300 or not is_one_percent(enough - 10)


def test_the_most_left_of_a_large_number_is_the_binomial_one():
    assert most_left(0, 100, 10**6) / 10**6 == pytest.approx(1 - 0.05 ** (1 / 100), abs=1e-4)


def test_thousands_of_texts_are_told_too():
    least, most = bounds_of(1_150, 5_000, 10_000, SharedTexts())

    # 1.96 √(p (1 - p) / n · (N - n) / (N - 1)), where both are the same to a thousandth
    assert (least, most) == pytest.approx((0.23 - 0.00825, 0.23 + 0.00825), abs=1e-3)
    of_none = bounds_of(0, 100, 10**6, SharedTexts())
    assert of_none == pytest.approx((0, 0.0362), abs=1e-4)  # 1 - 0.025^(1/100)
