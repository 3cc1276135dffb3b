"""Exports that are refused, and what is said of them: tests/cases/refusals/exports.txt."""

from __future__ import annotations

import codecs

import pytest

from consultation.forms.form import read_form
from tests.cases.errors import error_of
from tests.cases.reading import opened_alone, read
from tests.cases.refused import FORM
from tests.cases.webform import drawn, semicolons
from tests.refusals import outcome, refusals

HEADERS = ("no_header", "not_an_export", "broken_header", "rows_above_header", "garbled_text")


@pytest.mark.parametrize("case", refusals("exports"), ids=lambda case: case.name)
def test_an_export_is_refused_in_the_words_that_were_reviewed(case):
    assert outcome("exports", case.fragment) == case.told, "python -m tests.refusals"


@pytest.mark.parametrize("form", [None, read_form(FORM)], ids=["", "form"])
def test_a_header_that_a_spreadsheet_saved_is_refused_as_it_was_with_or_without_the_form(
    form,
):
    for case in refusals("exports"):
        code = case.told.partition("\n")[0].removeprefix("→ ")
        if code in HEADERS and "===" not in case.fragment:
            content = semicolons(drawn(case.fragment))
            assert error_of(opened_alone, content, form).code == code, case.name


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (codecs.BOM_UTF8, "empty_file"),
        (codecs.BOM_UTF16_LE, "empty_file"),
        (b"\x00\x9d\xff" + bytes(range(256)) * 8, "not_an_export"),
        (b"MZ est une lettre\n" * 3, "no_header"),
    ],
)
def test_bytes_that_are_no_export_are_told_from_one(content, code):
    assert error_of(read, content).code == code
