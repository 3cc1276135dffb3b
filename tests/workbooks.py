"""What the organisers' workbooks hold, cell by cell, in tests/cases/workbooks/.

`python -m tests.workbooks` writes them again: read what changed before you commit it, as an
organiser would. tests/rooms/organisation/test_workbooks.py compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.doubtful import doubtful_run
from tests.cases.places import ROOT

WRITTEN = ROOT / "tests" / "cases" / "workbooks"
MOST_ROWS = 40
"""The lines to fill at the end of a sheet are alike."""
CHANGES = ((re.compile(r"\b[0-9a-f]{64}\b"), "…"),)


def workbooks() -> Iterator[tuple[str, str]]:
    """The name of each workbook, and its cells."""
    for path in sorted(doubtful_run().release.rglob("*.xlsx")):
        yield path.stem, "".join(f"{line}\n" for line in lines_of(path))


def lines_of(path: Path) -> Iterator[str]:
    """Each sheet: its title, its rows, what its lists offer."""
    for sheet in load_workbook(path).worksheets:
        hidden = "" if sheet.sheet_state == "visible" else f" ({sheet.sheet_state})"
        yield f"## {sheet.title}{hidden}"
        rows = [line for line in map(_line, sheet.iter_rows()) if line]
        yield from rows[:MOST_ROWS]
        yield from _lists(sheet)
        yield ""


def _line(cells) -> str:
    told = ["" if cell.value is None else str(cell.value) for cell in cells]
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    line = " | ".join(told).rstrip(" |")
    for changing, instead in CHANGES:
        line = changing.sub(instead, line)
    return line + "".join(f" <{link}>" for link in links if line)


def _lists(sheet: Worksheet) -> Iterator[str]:
    for rule in sheet.data_validations.dataValidation:
        yield f"{rule.sqref}: {rule.type} {rule.formula1}"


if __name__ == "__main__":
    WRITTEN.mkdir(exist_ok=True)
    for name, text in workbooks():
        (WRITTEN / f"{name}.txt").write_text(text, encoding="utf-8")
