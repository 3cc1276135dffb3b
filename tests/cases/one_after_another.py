"""An executor with a single place, in this process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class OneAfterAnother(Executor):
    """Does what it is given at once, by the caller; `begun` is what it was given."""

    def __init__(self, *_: object, **__: object) -> None:
        """However many places are asked for."""
        self.begun: list[Any] = []

    def submit(self, work: Callable[..., Any], /, *inputs: Any, **named: Any) -> Future[Any]:
        self.begun += inputs
        done: Future[Any] = Future()
        try:
            done.set_result(work(*inputs, **named))
        except Exception as error:
            done.set_exception(error)
        return done
