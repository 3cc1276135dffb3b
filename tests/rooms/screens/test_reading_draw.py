"""The texts drawn to be read, as the screen *Relire* counts them."""

from __future__ import annotations

import pytest

from consultation.screens.reading_draw import reading_draw
from consultation.screens.waiting import Pending
from consultation.warehouse.tables.to_decide import Turn


@pytest.mark.parametrize(
    ("read", "drawn"),
    [
        ("x....", (2, 1)),
        ("xxxx.", (4, 4)),
        ("x.xx.", (2, 1)),  # read out of turn
    ],
)
def test_texts_read_in_turn_beyond_the_number_asked_for_widen_the_draw(read, drawn):
    turns = {
        f"text {rank}": Turn(rank, rank <= 2, False, mark == "x", False)
        for rank, mark in enumerate(read, start=1)
    }

    told = reading_draw(turns, Pending())

    assert told is not None
    assert (told.drawn.count, told.drawn.read_count) == drawn
