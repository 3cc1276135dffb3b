"""The header: Webform's three rows, recognised by the form's headings, or by Framaforms' own where
no form is known. What neither the tool nor a spreadsheet writes is refused."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from consultation.exports import match_columns
from consultation.words.errors import OrganiserError
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


def refusal(folder, content: bytes, of=FORM) -> OrganiserError:
    def read() -> None:
        export = opened(folder, content, of)
        match_columns(export, of or FORM)
        list(export.records())

    with pytest.raises(OrganiserError) as refused:
        read()
    return refused.value


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


UNKNOWN_HEADERS = {
    "German": (
        """
        Titel            |        |                 |
        Details          |        |                 |
        Laufende Nummer  | Nummer | Eingereicht am  | Ort
        """,
        "not_an_export",
    ),
    "nothing but an answer": (
        """
                         |        |                 |
                         |        |                 |
        X                |        |                 | Nîmes
        """,
        "not_an_export",
    ),
    "answers": ("1 | 412874 | Nîmes \n 2 | 412875 | Lyon \n 3 | 412876 | Paris", "no_header"),
    "two rows": ("Titre | \n Détails de la soumission |", "truncated_file"),
}


@pytest.mark.parametrize("name", UNKNOWN_HEADERS)
def test_anything_else_is_refused_with_what_to_choose_in_framaforms(tmp_path, name):
    table, code = UNKNOWN_HEADERS[name]
    refused = refusal(tmp_path, delimited(drawn(table)), None)

    assert refused.code == code
    assert code == "truncated_file" or "Clé du formulaire" in refused.advice
    assert "Nîmes" not in str(refused)


# What no tool writes is refused: one line each, and what is said of it.
WINDOWS, MAC = (
    [[cell.encode().decode(page) for cell in row] for row in THREE_ROWS]
    for page in ("cp1252", "mac_roman")
)
REFUSED = {
    "no header": (ROWS * 3, "no_header"),
    "options, which are answers": ([["1", "41", "Commune", "Coût", "Pour"]] * 4, "no_header"),
    "the columns' names alone": ([LABELS, *ROWS], "broken_header"),
    "the title and the columns' names": ([THREE_ROWS[0], LABELS, *ROWS], "broken_header"),
    "groups and the columns' names": ([*THREE_ROWS[1:], *ROWS], "broken_header"),
    "a line above": ([["Export du 12 mars"] + [""] * 5, *THREE_ROWS, *ROWS], "rows_above_header"),
    "empty lines above": ([[""] * 6, *THREE_ROWS, *ROWS], "rows_above_header"),
    "an answer above": ([ROWS[0], *THREE_ROWS, ROWS[1]], "rows_above_header"),
    "accents read by Excel on Windows": ([*WINDOWS, *ROWS], "garbled_text"),
    "accents read by Excel on a Mac": ([*MAC, *ROWS], "garbled_text"),
    "a column without heading": ([*[[*r, ""] for r in THREE_ROWS], [*ROWS[0], "x"]], "unnamed"),
}


@pytest.mark.parametrize("write", [delimited, semicolons])
@pytest.mark.parametrize("of", [None, FORM], ids=["", "form"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_no_tool_writes_is_refused_with_what_to_do(tmp_path, name, of, write):
    rows, code = REFUSED[name]
    refused = refusal(tmp_path, write(rows), of)

    assert refused.code.startswith(code)
    assert any(words in refused.advice for words in ("sans l’ouvrir", "Clé du formulaire"))
    assert not any(word in str(refused) for word in ("Nîmes", "Des arbres"))


def test_a_heading_that_looks_garbled_among_right_ones_is_a_heading(tmp_path):
    rows = [*header([("", "Commune"), ("", "De l'Ã© à l'é")]), [*["1"] * 11]]

    assert opened(tmp_path, delimited(rows), None).headings[-1].label == "De l'Ã© à l'é"


def test_a_wholly_empty_column_is_passed_over(tmp_path):
    export = opened(tmp_path, semicolons([[*row, "", ""] for row in [*THREE_ROWS, *ROWS]]), FORM)

    assert fields(export) == [*FIELDS, "", ""]
    assert len(list(export.records())) == 2


def test_lines_to_paste_never_declare_what_names_a_machine_or_an_account_as_a_question(tmp_path):
    """The tool's own columns no longer stand first."""
    own = ["Couleur", "Adresse IP", "UID", "Nom d'utilisateur", "SID", "Heure"]
    refused = refusal(tmp_path, delimited(header([("", one) for one in own], submission=["Heure"])))

    ignored, *questions = [one for one in refused.advice.splitlines() if " = [" in one]
    assert ("UID" in ignored, "SID" in ignored) == (True, False)
    assert questions == ['headers = ["Couleur"]']


def test_two_rows_that_have_the_header_s_delimiter_by_chance_are_no_reading(tmp_path):
    rows = ["41\tNîmes\tje dis ,Lyon, et voilà"] * 2 + ["42\tLyon\tje dis"] * 19
    content = "\n".join(["T,,", ",,", "SID,Commune,Vos idées", *rows, ""]).encode()

    assert refusal(tmp_path, content).code == "broken_header"


# Second headers


@pytest.mark.parametrize(
    "pasted",
    [
        [*THREE_ROWS, *ROWS],
        [LABELS],
        [["Séquentiel", "SID", "Vos idées", "Commune", "Coût", "Climat"], *ROWS],
    ],
)
def test_two_exports_pasted_one_under_the_other_are_refused_with_the_line(tmp_path, pasted):
    refused = refusal(tmp_path, delimited([*THREE_ROWS, *ROWS, *pasted]))

    assert refused.code == "second_header"
    assert refused.where in ("export.csv, ligne 6", "export.csv, ligne 8")
    assert "séparément" in refused.advice


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
    content = saved(tmp_path / "saved.xlsx", {"Réponses": [["Note"], *THREE_ROWS, *ROWS]})
    assert refusal(tmp_path, content).code == "rows_above_header"


def test_a_header_in_another_sheet_is_said(tmp_path):
    content = saved(
        tmp_path / "saved.xlsx", {"Notes": [["À lire"]], "Réponses": [*THREE_ROWS, *ROWS]}
    )
    refused = refusal(tmp_path, content)

    assert refused.code == "other_sheet"
    assert "«\u00a0Réponses\u00a0»" in refused.what
