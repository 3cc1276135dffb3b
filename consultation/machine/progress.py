"""The progress of a long step of a run: how many things are done, of how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

Listener = Callable[[str, int, int], None]
"""A function that is told the progress of a step. Its arguments are the step (a key of `progress`
in `schemas/sentences.toml`), the number of things done, and the total."""

_listeners: list[Listener] = []
_one_at_a_time = Lock()


@contextmanager
def listened_to(listener: Listener) -> Iterator[None]:
    """Call the listener with the progress of every step in the block. The calls may come from any
    thread."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def counter(step: str, total: int) -> Callable[..., None]:
    """Begin the step `step`, of `total` things, and return the function that reports its
    progress. Call it after each thing, or with the number of things done since its last call."""
    done = 0

    def advance(more: int = 1) -> None:
        nonlocal done
        with _one_at_a_time:
            done += more
            for listener in _listeners:
                listener(step, done, total)

    advance(0)
    return advance
