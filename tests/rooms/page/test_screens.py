"""Each screen of small consultations says what was reviewed, to the letter."""

from __future__ import annotations

import pytest

from tests.screens import WORLDS, WRITTEN, screens

SLOW = {"ready_to_send": pytest.mark.slow}


@pytest.mark.parametrize("world", [pytest.param(one, marks=SLOW.get(one, ())) for one in WORLDS])
def test_a_screen_says_what_was_reviewed(world, tmp_path):
    reviewed = {path.stem: path.read_text("utf-8") for path in (WRITTEN / world).iterdir()}

    assert screens(world, tmp_path) == reviewed, "python -m tests.screens"
