"""What Webform writes comes back exactly; what is cut never passes for whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.reading import kept, read
from tests.cases.webform import delimited, header

Rows = list[list[str]]

QUOTES = ['"', '""', '"\n', '"\r\n']
TRICKY = [*QUOTES, "\r", "\n", "\r\n", "\x00", "\ufeff", "\x85", "\u2028", "é", "🌻"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(
    st.sampled_from([*TRICKY, ",", "\t", ";", ":", "|", ".", " ", "a"]), max_size=6
).map("".join)
DELIMITERS = st.sampled_from([",", "\t", ";", ":", "|", ".", " "])
NAMES = TEXTS.filter(str.strip)


@st.composite
def exports(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """A header with or without the SID, and data rows of its width."""
    columns = draw(st.lists(st.tuples(TEXTS, NAMES), min_size=1, max_size=4))
    submission = draw(st.sampled_from([["SID"], ["Séquentiel", "Draft"], []]))
    head = header(columns, submission=submission, title=draw(TEXTS))
    row = st.lists(TEXTS, min_size=len(head[0]), max_size=len(head[0]))
    return head, draw(st.lists(row, max_size=6))


@given(exports(), DELIMITERS, st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None)
def test_any_text_comes_back_exactly(export, delimiter, end):
    head, rows = export

    assert kept(read(delimited(head + rows, delimiter, end))) == rows
