"""The header: Webform's three rows, recognised by the form's headings, or by Framaforms' own where
no form is known. What neither the tool nor a spreadsheet writes is refused."""

from __future__ import annotations

from consultation.exports import match_columns
from tests.cases.reading import form, kept, opened_alone, read
from tests.cases.webform import delimited, header, semicolons

FORM = form()
COLUMNS = [("", "Commune"), ("", "Vos idées"), ("Raisons", "Coût"), ("", "Climat")]
THREE_ROWS = header(COLUMNS, submission=["Séquentiel", "SID"], title="Vos rues")
ROWS = [["1", "41", "Nîmes", "Des arbres", "X", ""], ["2", "42", "Lyon", "", "", "X"]]
FIELDS = ["serial", "sid", "commune", "idees", "choice:cout", "choice:climat"]


def test_a_heading_that_looks_garbled_among_right_ones_is_a_heading():
    rows = [*header([("", "Commune"), ("", "De l'Ã© à l'é")]), ["1"] * 11]

    assert opened_alone(delimited(rows)).headings[-1].label == "De l'Ã© à l'é"


def test_a_wholly_empty_column_is_passed_over():
    export = opened_alone(semicolons([[*row, "", ""] for row in [*THREE_ROWS, *ROWS]]), FORM)

    fields = [column.field for column in match_columns(export, FORM).columns]
    assert [field.part or field.id for field in fields] == [*FIELDS, "", ""]
    assert len(list(export.records())) == 2


def test_the_form_s_title_as_an_answer_is_no_second_header():
    columns = header(COLUMNS, submission=[], title="Vos rues")
    rows = [["Vos rues", "", "", ""], ["Nîmes", "Vos rues", "X", ""]]

    assert kept(read(delimited([*columns, *rows]), FORM)) == rows
