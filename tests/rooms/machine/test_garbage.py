"""The search for garbage: it comes back, whatever happens."""

from __future__ import annotations

import gc
from contextlib import suppress

from consultation.machine.garbage import no_search_for_garbage


def test_garbage_is_looked_for_again_after_work_that_fails():
    with suppress(ValueError), no_search_for_garbage():
        assert not gc.isenabled()
        raise ValueError

    assert gc.isenabled()
