"""Properties whose examples take long: a few each time, many under `make test-exhaustive`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

# Whole runs are slow to draw and to make, and none has a deadline.
COSTLY = settings(deadline=None, suppress_health_check=list(HealthCheck))


def holds_of(
    *strategies: SearchStrategy, few: int, many: int
) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """The test holds of what the strategies draw: few examples each time, or many.
    A decorator, in place of `given` and `settings`, for a test without fixtures.

    `few` is two at least: the first example that Hypothesis draws is the plainest, often empty.
    """

    def decorated(test: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize(
            "examples",
            [few, pytest.param(many, marks=[pytest.mark.exhaustive, pytest.mark.timeout(1800)])],
        )
        def check(examples: int) -> None:
            settings(COSTLY, max_examples=examples)(given(*strategies)(test))()

        check.__name__ = check.__qualname__ = test.__name__
        check.__doc__, check.__module__ = test.__doc__, test.__module__
        return check

    return decorated
