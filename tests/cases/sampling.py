"""A part of an enumeration, always the same; the rest is exhaustive (`make test-exhaustive`)."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from typing import Any

import pytest

SEED = 2022


def sampled(
    cases: Iterable[Any], size: int, rest: pytest.MarkDecorator = pytest.mark.exhaustive
) -> list[Any]:
    """The cases as parameters of a test, all but so many of them left to the exhaustive tests."""
    cases = list(cases)
    places = random.Random(SEED).sample(range(len(cases)), size)  # noqa: S311
    return _marked(cases, places, rest)


def foremost(cases: Iterable[Any], *kept: Any) -> list[Any]:
    """The cases as parameters of a test, all but those that are kept left to the exhaustive
    tests."""
    cases = list(cases)
    return _marked(cases, [cases.index(one) for one in kept], pytest.mark.exhaustive)


def _marked(cases: list[Any], places: Collection[int], rest: pytest.MarkDecorator) -> list[Any]:
    return [
        case if place in places else pytest.param(case, marks=rest)
        for place, case in enumerate(cases)
    ]
