"""Each workbook of a consultation in which everything happens holds what was reviewed."""

from __future__ import annotations

from tests.workbooks import WRITTEN, workbooks


def test_a_workbook_holds_what_was_reviewed():
    reviewed = {path.stem: path.read_text("utf-8") for path in WRITTEN.iterdir()}

    assert dict(workbooks()) == reviewed, "python -m tests.workbooks"
