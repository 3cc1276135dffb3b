"""Agreement: the published alphas, and a second way to them."""

from __future__ import annotations

from collections.abc import Sequence

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


def test_what_nobody_found_or_everybody_always_did_has_no_alpha():
    never, always, rare = ["00"] * 8, ["11"] * 8, ["00"] * 7 + ["10"]

    found = agreements(counts(never, always, rare))

    assert [one.alpha is None for one in found] == [True, True, False, False]
    assert [one.observed for one in found[:3]] == [1, 1, 0.875]


def test_a_unit_counts_for_the_themes_that_two_judged():
    found = agreements(counts(["01", "11", "00"], ["..", "1.", "01"], ["..", "1.", ".."]))

    assert [one.unit_count for one in found] == [3, 1, 0, 3]
    assert (found[2].observed, found[2].alpha) == (None, None)
