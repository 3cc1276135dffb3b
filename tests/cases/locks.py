"""Locks that other processes hold."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consultation.machine.lock import RUN


@contextmanager
def held_elsewhere(data: Path, name: str = RUN) -> Iterator[None]:
    """Hold a data folder's lock in the block, as the run of another process does."""
    data.mkdir(exist_ok=True)
    with (data / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
