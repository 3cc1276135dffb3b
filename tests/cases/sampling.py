"""A part of an enumeration, always the same; the rest is exhaustive (`make test-exhaustive`)."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from typing import Any

import pytest

SEED = 2022


def sampled(cases: Iterable[Any], size: int) -> list[Any]:
    """The cases as parameters of a test, all but so many of them left to the exhaustive tests."""
    cases = list(cases)
    positions = random.Random(SEED).sample(range(len(cases)), size)  # noqa: S311
    return _marked(cases, positions)


def foremost(cases: Iterable[Any], *first: Any) -> list[Any]:
    """The cases as parameters of a test. Cases that are not kept are left to the exhaustive
    tests."""
    cases = list(cases)
    return _marked(cases, [cases.index(case) for case in first])


def _marked(cases: list[Any], positions: Collection[int]) -> list[Any]:
    return [
        case if position in positions else pytest.param(case, marks=pytest.mark.exhaustive)
        for position, case in enumerate(cases)
    ]
