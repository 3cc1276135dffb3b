"""Heights of rows: lines are counted rather too many than too few."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import example, given
from hypothesis import strategies as st

from consultation.tables.measures import MAX_ROW_POINTS, overflows_a_row, row_points

WORDS = ["a", "bc", "est-ce", "pas-à-pas", "--", "wé", "œuf", "anticonstitutionnel", "\n", "\u00a0"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from([4.0, 12.0, 45.0]))
@example(["x" * 700], 12.0)
def test_a_row_is_as_high_as_its_highest_text_wrapped(row, width):
    narrow = [text.replace("w", "nn").replace("œ", "nn") for text in row]
    room = max(4, int((width - 1) * 1.22))
    lines = max(sum(len(wrap(line, room)) or 1 for line in text.split("\n")) for text in narrow)
    widths = [width] * len(row)

    assert row_points(widths, row) >= min(MAX_ROW_POINTS, 15 * lines + 2)
    assert overflows_a_row(widths, row) or lines <= 27 or max(map(len, row)) < 27


def test_a_text_longer_than_the_highest_row_overflows_it():
    assert overflows_a_row([9.0, 45.0], [3, "Est-ce un code-barres ? " * 70])
    assert not overflows_a_row([9.0, 45.0], [3, "Est-ce un code-barres ? " * 40])
