"""The header: Webform's three rows, recognised by the form's headings, or by Framaforms' own where
no form is known. What neither the tool nor a spreadsheet writes is refused."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from consultation.exports import match_columns
from tests.cases.reading import form, kept, opened
from tests.cases.webform import delimited, drawn, header, semicolons

FORM = form()
COLUMNS = [("", "Commune"), ("", "Vos idées"), ("Raisons", "Coût"), ("", "Climat")]
THREE_ROWS = header(COLUMNS, submission=["Séquentiel", "SID"], title="Vos rues")
LABELS = THREE_ROWS[2]
ROWS = [["1", "41", "Nîmes", "Des arbres", "X", ""], ["2", "42", "Lyon", "", "", "X"]]
FIELDS = ["serial", "sid", "commune", "idees", "choice:cout", "choice:climat"]


def fields(export, of=FORM):
    columns = match_columns(export, of).columns
    return [column.field.part or column.field.id for column in columns]


KNOWN_WITHOUT_FORM = {
    "French": """
        Titre                     |     |        |         |
        Détails de la soumission  |     | Raisons|         |
        Séquentiel                | SID | Coût   | Climat  | Commune
    """,
    "English and French": """
        Title                     |     |        |         |
        Submission Details        |     | Reasons|         |
        Serial                    | Heure de soumission | Cost | Climate | Town
    """,
    "keys": """
        Titre                     |     |        |         |
        submission_details        |     | raisons|         |
        webform_serial            | webform_sid | cout | climat | commune
    """,
    "4.0": """
        Titre                     |     |        |         |
        Détails de la soumission  |     |        |         | Raisons
        SID                       | Heure | Brouillon | Adresse IP | Coût
    """,
    "no submission column": """
                                  |     |        |         |
        Raisons                   |     |        |         |
        Coût                      | Climat | Commune | Code postal | Vos idées
    """,
}


@pytest.mark.parametrize("name", KNOWN_WITHOUT_FORM)
def test_three_header_rows_are_recognised_without_any_form_file(tmp_path, name):
    title, groups, labels = rows = drawn(KNOWN_WITHOUT_FORM[name])
    export = opened(tmp_path, delimited([*rows, ["1"] * 5]), None)

    assert export.title == title[0]
    assert [heading.label for heading in export.headings] == labels
    assert [heading.group for heading in export.headings] == groups
    assert kept(list(export.records())) == [["1"] * 5]


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


# Workbooks


def saved(path, sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path.read_bytes()


def test_a_workbook_s_header_is_where_the_tool_writes_it(tmp_path):
    content = saved(tmp_path / "saved.xlsx", {"Réponses": [*THREE_ROWS, *ROWS]})
    export = opened(tmp_path, content, FORM)

    assert kept(list(export.records())) == ROWS
    assert [record.line for record in export.records()] == [4, 5]
