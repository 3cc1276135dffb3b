"""Names of sheets, tables and columns are ours: Excel repairs a workbook in which one is not so."""

from __future__ import annotations

import re

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tests.cases.coded import published_coded_run
from tests.cases.runs import Run

SHEET = re.compile(r"(?!')[^\[\]:*?/\\\r\n\t]{1,31}(?<!')")
TABLE = re.compile(r"(?![A-Za-z]{1,3}\d+$|[Rr]\d*([Cc]\d*)?$)[^\W\d][\w.]{0,254}")


@pytest.fixture(scope="module")
def run() -> Run:
    return published_coded_run()


def is_unlike_every_other(names: list[str]) -> bool:
    return len({name.casefold() for name in names}) == len(names)


def test_every_name_in_a_published_workbook_is_one_that_excel_takes(run):
    paths = sorted(run.release.rglob("*.xlsx"))
    assert len(paths) > 5
    for path in paths:
        sheets = openpyxl.load_workbook(path).worksheets
        tables = [table for sheet in sheets for table in sheet.tables.values()]
        assert all(SHEET.fullmatch(sheet.title) for sheet in sheets), path
        assert all(TABLE.fullmatch(table.name) for table in tables), path
        for names in ([sheet.title for sheet in sheets], [table.name for table in tables]):
            assert is_unlike_every_other(names), path
        for sheet in sheets:
            for table in sheet.tables.values():
                left, top, right, _ = range_boundaries(table.ref)
                header = next(sheet.iter_rows(top, top, left, right))
                titles = [cell.value for cell in header]
                assert table.column_names == titles, (path, table.name)
                assert is_unlike_every_other(titles), (path, table.name)
                assert all(re.fullmatch(r".{1,255}", title) for title in titles), table.name
