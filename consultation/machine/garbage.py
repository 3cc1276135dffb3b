"""Python's search for garbage, which goes again and again through the objects that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_garbage(*, is_lasting: bool = False) -> Iterator[None]:
    """Only objects in circles wait until the end to be freed: for work that makes none to speak
    of. Also a decorator. What `is_lasting`, as modules by the thousand, is never searched: it takes
    a fifth of the time that Prefect's server needs to load."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_lasting:
            gc.freeze()
        if was_enabled:
            gc.enable()
