"""Heights of rows: lines are counted without wrapping texts, as if they were wrapped."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultation.workbooks import measures
from consultation.workbooks.measures import MAX_ROW_POINTS, line_count, overflows_a_row, row_points

WORDS = ["a", "bc", "est-ce", "pas-à-pas", "--", "-", "Wé", "œuf", "anticonstitutionnel", "x-y-z"]
GAPS = [" ", "  ", "\n", "\n\n", "\t", "\v", "\u00a0", " \u00a0 ", "\u2003", "-"]
TEXTS = (
    st.lists(st.sampled_from(WORDS + GAPS), max_size=60).map("".join)
    | st.lists(st.sampled_from([*WORDS, "\n"]), max_size=60).map(" ".join)
    | st.text()
)


def wrapped_lines(text: str, room: int) -> int:
    narrow = measures._WIDE.sub("nn", text)
    return sum(len(wrap(line, room)) or 1 for line in narrow.split("\n"))


@given(TEXTS, st.sampled_from([4, 8, 13]), st.integers(0, 12))
@example("00 00000000000 @ 000000000000 0 000000000--0 0", 13, 0)
def test_lines_are_those_of_the_wrapped_text(text, room, least):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measures, "_MOST_LINES", 12)
        counted = line_count(text, room / measures._NARROWNESS + 1.01, least)
    expected = wrapped_lines(text, room)

    assert counted == expected or max(counted, expected) <= least or min(counted, expected) > 12


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_a_row_is_as_high_as_its_highest_text(row):
    widths = [12.0] * len(row)
    lines = max(wrapped_lines(text, measures._room(12.0)) for text in row)

    assert row_points(widths, row) == min(MAX_ROW_POINTS, 15 * lines + 2)
    assert not overflows_a_row(widths, row) or lines > 27


def test_a_text_longer_than_the_highest_row_overflows_it():
    assert overflows_a_row([9.0, 45.0], [3, "Est-ce un code-barres ? " * 70])
    assert not overflows_a_row([9.0, 45.0], [3, "Est-ce un code-barres ? " * 40])
