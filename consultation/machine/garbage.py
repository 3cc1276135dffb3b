"""A pause of Python's garbage collection, which searches all objects again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_garbage(*, is_lasting: bool = False) -> Iterator[None]:
    """Stop garbage collection in the block, for work that makes hardly any reference cycles. Also
    usable as a decorator.

    With `is_lasting`, objects that exist at the end of the block are never searched later. This is
    for blocks that load thousands of modules, such as Prefect's server.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_lasting:
            gc.freeze()
        if was_enabled:
            gc.enable()
