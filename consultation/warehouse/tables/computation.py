"""A step of the build that SQL cannot do, so that Python does it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from consultation.warehouse.store.connection import Connection


@dataclass(frozen=True)
class Computation:
    """A step of the build in which Python fills the tables `outputs` from the tables `inputs`.

    `run` is called with the connection and an executor for heavy work. The inputs are built before.
    If the build fails, all that `run` did in the database is undone.
    """

    inputs: frozenset[str]
    outputs: frozenset[str]
    run: Callable[[Connection, Executor], None]
