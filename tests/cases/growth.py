"""How the cost of reading grows with what is read: the only promise about time that a test
holds."""

from __future__ import annotations

import time
from collections.abc import Callable

# Shorter than this is noise of the clock.
_LEAST_SECONDS = 0.005


def growth_for_ten_times(read: Callable[[int], object], size: int) -> float:
    """How many times the processor time of `size` is that of ten times `size`.

    The smallest of three of each is taken: what else runs on the machine can only add to one.
    """
    small = min(_seconds(read, size) for _ in range(3))
    large = min(_seconds(read, 10 * size) for _ in range(3))
    return large / max(small, _LEAST_SECONDS)


def _seconds(read: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    read(size)
    return time.process_time() - start
