"""The progress of a long step of a run: how many things are done, of how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

Listener = Callable[[str, int, int], None]
"""A function that is told the progress of a step. Its arguments are the step (a key of `progress`
in `schemas/sentences.toml`), the number of things done, and the total."""

_listeners: list[Listener] = []
_telling = Lock()


@contextmanager
def listened_to(listener: Listener) -> Iterator[None]:
    """Call the listener with the progress of every step in the block. The calls may come from any
    thread."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def counter(what: str, total: int) -> Callable[..., None]:
    """Begin the step `what`, of `total` things, and return the function that reports its progress.
    Call it after each thing, or with the number of things done since its last call."""
    done = 0

    def tell(more: int = 1) -> None:
        nonlocal done
        with _telling:
            done += more
            for listener in _listeners:
                listener(what, done, total)

    tell(0)
    return tell
