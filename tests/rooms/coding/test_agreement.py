"""Agreement: the published alphas, and a second way to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from consultation.coding.agreement import agreement_on

Judgements = Sequence[str]  # of a unit; a point: not coded


def counts(units: Sequence[Judgements]) -> np.ndarray:
    """The values that coders gave in the units that two judged, counted."""
    values = sorted({value for unit in units for value in unit} - {"."})
    told = [unit for unit in units if len(unit) - unit.count(".") > 1]
    return np.array([[unit.count(value) for value in values] for unit in told])


def by_observer(*observers: str) -> list[str]:
    """The judgements of each unit, from the judgements of each observer."""
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
    assert round(agreement_on(counts(by_observer(*observers))).alpha, 3) == alpha


def test_it_is_one_less_observed_by_expected_disagreement_where_codes_are_missing():
    """Two ways to coincidences: the library's, and pair by pair of judgements."""
    units = ["011", "0.0", "1.1", "10.", "000", "..1", "01.", "111"]
    told = [unit.replace(".", "") for unit in units if len(unit.replace(".", "")) > 1]
    pairs = [
        (one, other, 1 / (len(unit) - 1))
        for unit in told
        for at, one in enumerate(unit)
        for place, other in enumerate(unit)
        if at != place
    ]
    size = sum(weight for *_, weight in pairs)
    ones = sum(weight for one, _, weight in pairs if one == "1")
    observed = sum(weight for one, other, weight in pairs if one != other) / size
    expected = 2 * ones * (size - ones) / (size * (size - 1))

    assert agreement_on(counts(units)).alpha == round(1 - observed / expected, 6)


def test_what_nobody_found_or_everybody_always_did_has_no_alpha():
    never, always = np.array([[2, 0]] * 8), np.array([[0, 2]] * 8)
    rare = np.array([[2, 0]] * 7 + [[1, 1]])

    found = [agreement_on(one) for one in (never, always, rare)]

    assert [one.alpha is None for one in found] == [True, True, False]
    assert [one.observed for one in found] == [1, 1, 0.875]
