"""The header: Webform's three rows, recognised by the form's headings, or by Framaforms' own where
no form is known. What neither the tool nor a spreadsheet writes is refused."""

from __future__ import annotations

from consultation.exports import match_columns
from tests.cases.reading import form, kept, opened
from tests.cases.webform import delimited, header, semicolons

FORM = form()
COLUMNS = [("", "Commune"), ("", "Vos idées"), ("Raisons", "Coût"), ("", "Climat")]
THREE_ROWS = header(COLUMNS, submission=["Séquentiel", "SID"], title="Vos rues")
LABELS = THREE_ROWS[2]
ROWS = [["1", "41", "Nîmes", "Des arbres", "X", ""], ["2", "42", "Lyon", "", "", "X"]]
FIELDS = ["serial", "sid", "commune", "idees", "choice:cout", "choice:climat"]


def fields(export, of=FORM):
    columns = match_columns(export, of).columns
    return [column.field.part or column.field.id for column in columns]


def test_a_heading_that_looks_garbled_among_right_ones_is_a_heading(tmp_path):
    rows = [*header([("", "Commune"), ("", "De l'Ã© à l'é")]), [*["1"] * 11]]

    assert opened(tmp_path, delimited(rows), None).headings[-1].label == "De l'Ã© à l'é"


def test_a_wholly_empty_column_is_passed_over(tmp_path):
    export = opened(tmp_path, semicolons([[*row, "", ""] for row in [*THREE_ROWS, *ROWS]]), FORM)

    assert fields(export) == [*FIELDS, "", ""]
    assert len(list(export.records())) == 2


def test_the_form_s_title_as_an_answer_is_no_second_header(tmp_path):
    columns = header(COLUMNS, submission=[], title="Vos rues")
    rows = [["Vos rues", "", "", ""], ["Nîmes", "Vos rues", "X", ""]]

    assert kept(list(opened(tmp_path, delimited([*columns, *rows]), FORM).records())) == rows
