"""How modules by the thousand are loaded."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_looking_for_garbage() -> Iterator[None]:
    """Modules that the block loads are there to stay: Python, which looks at all of them again and
    again for what nobody needs, takes a fifth of the time for Prefect's server without that."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
