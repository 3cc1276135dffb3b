"""Agreement: the published alphas, and a second way to them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, permutations

import numpy as np
import pytest

from consultation.coding.agreement import agreements

Judgements = Sequence[str]  # of a unit; a point: not coded


def counts(*themes: Sequence[Judgements]) -> np.ndarray:
    """The values that coders gave, counted."""
    values = sorted({value for units in themes for unit in units for value in unit} - {"."})
    return np.array([[[unit.count(v) for v in values] for unit in units] for units in themes])


def by_observer(*observers: str) -> list[str]:
    """The judgements of each unit, of those of each observer."""
    return ["".join(unit) for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("observers", "alpha"),
    [
        (["0100000010", "1110010000"], 0.095),
        (["aabbdcccedda", "babbbccceddd"], 0.692),
        (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
    ],
)  # fmt: skip
def test_alpha_is_that_of_the_worked_examples(observers, alpha):
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), parts A, B and C."""
    (one, pooled) = agreements(counts(by_observer(*observers)))

    assert round(one.alpha, 3) == alpha
    assert pooled.alpha == one.alpha


def plain_alpha(units: Sequence[Judgements]) -> float:
    """By the coincidence matrix, pair by pair, in fractions."""
    matrix: Counter[tuple[str, str]] = Counter()
    for unit in units:
        given = unit.replace(".", "")
        for pair in permutations(given, 2):
            matrix[pair] += Fraction(1, len(given) - 1)
    margins: Counter[str] = Counter()
    for (value, _), share in matrix.items():
        margins[value] += share
    total = sum(margins.values())
    observed = sum(share for (one, other), share in matrix.items() if one != other)
    expected = sum(margins[one] * margins[other] for one, other in permutations(margins, 2))
    return float(1 - (total - 1) * observed / expected)


def random_theme(dice: random.Random, units: int) -> list[str]:
    likely = dice.random()
    return [
        "".join(str(int(dice.random() < likely)) for _ in range(dice.randint(2, 4)))
        for _ in range(units)
    ]


@pytest.mark.parametrize("seed", range(10))
def test_alpha_is_that_of_the_coincidence_matrix(seed):
    dice = random.Random(seed)  # noqa: S311 - nothing secret here
    themes = [[*random_theme(dice, 30), "01"] for _ in range(4)]

    *each, pooled = agreements(counts(*themes))

    expected = [plain_alpha(units) for units in themes]
    assert [one.alpha for one in each] == pytest.approx(expected, abs=1e-6)
    assert pooled.alpha == pytest.approx(plain_alpha([*chain(*themes)]), abs=1e-6)


def test_what_nobody_found_or_everybody_always_did_has_no_alpha():
    never, always, rare = ["00"] * 8, ["11"] * 8, ["00"] * 7 + ["10"]

    found = agreements(counts(never, always, rare))

    assert [one.alpha is None for one in found] == [True, True, False, False]
    assert [one.observed for one in found[:3]] == [1, 1, 0.875]


def test_a_unit_counts_for_the_themes_that_two_judged():
    found = agreements(counts(["01", "11", "00"], ["..", "1.", "01"], ["..", "1.", ".."]))

    assert [one.unit_count for one in found] == [3, 1, 0, 3]
    assert (found[2].observed, found[2].alpha) == (None, None)
