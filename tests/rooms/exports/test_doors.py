"""What other form tools write comes back as it was typed, under Framaforms' headings."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from consultation.errors import OrganiserError
from consultation.exports import read_export
from consultation.exports.doors import DOORS
from consultation.exports.doors.moments import iso_moment
from consultation.french import label
from tests.cases.reading import form, kept, opened, read, rejected
from tests.cases.tool_files import tool_file
from tests.cases.tool_writers import OWN, WRITERS, drupal, export_of, limesurvey, nextcloud, own_cells

FORGED = "2,2,2026-03-20T08:01:00,2026-03-20T08:01:00,0,a,b"
PIECES = ['"', "\\", '\\"', '\\",', "\n", "\r\n", "\r", ",", ";", "; ", "'", "=", "'=", "-", " ", "é", "a", FORGED]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=8
)
ROWS = st.lists(st.tuples(TEXTS, TEXTS), max_size=4)
HEADINGS = ["Votre avis", "Pourquoi ?"]


def as_read(tool: str, text: str) -> str:
    """The text but for what its tool loses: CRLF, and an apostrophe typed before a formula."""
    if tool in ("nextcloud", "limesurvey"):
        text = text.replace("\r\n", "\n")
        guarded = ("'=", "'+", "'-", "'@", "'\t", "'\r") if tool == "nextcloud" else ("'=",)
        return text[1:] if text.startswith(guarded) else text
    return text.replace("\r\r\n", "\r\n") if tool == "drupal" else text


@pytest.mark.parametrize("tool", WRITERS)
@given(rows=ROWS)
@example(rows=[('il a dit \\"oui\\", puis non', "C:\\"), ("C:\\", 'a\\"b')])
@example(rows=[("fin\\", "x\\\n" + FORGED), ("", "")])
@settings(deadline=None, max_examples=60)
def test_any_text_comes_back_as_it_was_typed(tool, rows):
    records = read(export_of(tool, HEADINGS, rows))

    cells = [record.cells[len(OWN[tool]) :] for record in records if not record.rule]
    typed = [[as_read(tool, text) for text in row] for row in rows]
    if tool == "drupal" and any(text.endswith("\\") or '\\"' in text for row in rows for text in row):
        # PHP itself leaves some in doubt: they are rejected, and nothing is made up.
        assert all(row in typed for row in cells)
    else:
        assert cells == typed


def test_rows_that_an_answer_forges_are_never_read():
    forger = ("x\\\",fin\n" + FORGED + "\n" + FORGED.replace("2,2", "3,3"), "a b")
    records = read(export_of("drupal", HEADINGS, [("un avis", "b"), forger, ("autre avis", "c")]))

    assert [cells[-2:] for cells in kept(records)][0] == ["un avis", "b"]
    assert not any(cells[2] == "2026-03-20T08:01:00" for cells in kept(records))
