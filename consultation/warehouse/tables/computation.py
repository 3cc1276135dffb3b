"""A step of the build that no select can do: Python between two tables."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from consultation.warehouse.store.connection import Connection


@dataclass(frozen=True)
class Computation:
    """Tables that Python fills from other tables in the middle of a build.

    `run` gets the connection and an executor for heavy work. The inputs are built when it starts,
    the outputs are filled when it ends. If the build fails, all of it is rolled back.
    """

    inputs: frozenset[str]
    outputs: frozenset[str]
    run: Callable[[Connection, Executor], None]
