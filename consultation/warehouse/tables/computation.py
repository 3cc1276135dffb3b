"""A step of the build that no select can do: Python between two tables."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from consultation.warehouse.store.connection import Connection


@dataclass(frozen=True)
class Computation:
    """Tables that Python fills from others in the middle of a build.

    `run` is given the connection and what does heavy work, finds the inputs built, and leaves the
    outputs filled; what it does is undone with the rest when the build fails.
    """

    inputs: frozenset[str]
    outputs: frozenset[str]
    run: Callable[[Connection, Executor], None]
