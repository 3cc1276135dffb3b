"""How near a share is that some texts, drawn by lot, give: the function `margin` of selects."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from statistics import fmean

import pytest

from consultation.warehouse.store.connection import execute
from tests.cases.drawn import in_memory


def margin(share: float, coded: int, total: int, weight_effect: float = 1.0) -> float:
    figures = {"share": share, "coded": coded, "total": total, "effect": weight_effect}
    ((found,),) = execute(in_memory(), "select margin($share, $coded, $total, $effect)", figures)
    return float(str(found))


@pytest.mark.parametrize("coded", [2, 3, 5])
def test_it_is_what_all_the_samples_that_could_be_drawn_stray_by(coded):
    texts = [1, 1, 0, 0, 0, 0]  # a third have the theme
    shares = [fmean(drawn) for drawn in combinations(texts, coded)]
    deviation = sqrt(fmean((share - 1 / 3) ** 2 for share in shares))

    assert margin(1 / 3, coded, len(texts)) == pytest.approx(1.96 * deviation)


def test_it_is_that_of_polls_where_texts_are_many():
    assert margin(0.5, 1_000, 10**9) == pytest.approx(0.031, abs=1e-4)


def test_weights_that_differ_widen_it_as_fewer_texts_would():
    assert margin(0.1, 400, 10**9, weight_effect=2) == pytest.approx(margin(0.1, 200, 10**9))


def test_nothing_is_left_to_chance_once_all_are_coded_and_it_is_never_more_than_the_whole():
    assert margin(0.5, 7, 7) == 0
    assert margin(0.5, 1, 10**6, weight_effect=50) == 1
