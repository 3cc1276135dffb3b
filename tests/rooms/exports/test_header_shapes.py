"""The header, whatever is left of it and wherever it stands: recognised by the form's headings, or
by Framaforms' own where no form is known."""

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


@pytest.mark.parametrize("write", [delimited, semicolons])
@pytest.mark.parametrize(
    ("above", "notes"),
    [
        (THREE_ROWS[:2], ()),
        ([], ("one_header_row",)),
        ([["Vos rues", "", "", "", "", ""]], ("preamble", "one_header_row")),
        (THREE_ROWS[1:2], ()),
        ([["Export du 12 mars", "", "", "", "", ""], *THREE_ROWS[:2]], ("preamble",)),
        ([[""] * 6, [""] * 6, *THREE_ROWS[:2]], ()),
        ([["Note"], ["à lire"], ["avant"]], ("preamble", "one_header_row")),
    ],
)
def test_the_row_of_the_columns_names_is_found_with_what_is_left_above_it(
    tmp_path, write, above, notes
):
    export = opened(tmp_path, write([*above, LABELS, *ROWS]), FORM)

    assert fields(export) == FIELDS
    assert kept(list(export.records())) == ROWS
    assert set(export.notes) - {"crlf", "unquoted"} == set(notes)


def test_the_groups_of_a_lone_row_are_those_that_the_form_file_declares(tmp_path):
    """« Nom » before a file's size is the file's, whatever else is called so."""
    labels = ["SID", "Commune", "Coût", "Climat", "La rue", "Le parc", "Nom", "Filesize (KB)"]
    row = ["41", "Nîmes", "X", "", "Pour", "Contre", "https://example.org/1", "12"]
    export = opened(tmp_path, semicolons([labels, row]), FORM)

    assert fields(export) == [
        "sid",
        "commune",
        "choice:cout",
        "choice:climat",
        "item:rue",
        "item:parc",
        "file_url",
        "file_size",
    ]


def test_an_option_that_two_questions_have_is_asked_for_never_guessed(tmp_path):
    of = form(
        '[questions.motifs]\nkind = "choices"\nheaders = ["Motifs"]\nchoices = { cher = ["Coût"] }'
    )
    refused = refusal(tmp_path, semicolons([["SID", "Commune", "Coût"], ["41", "Nîmes", "X"]]), of)

    assert refused.code == "unknown_columns"


@pytest.mark.parametrize("of", [None, FORM])
def test_answers_are_never_taken_for_headings(tmp_path, of):
    """Options are answers too: they prove nothing."""
    rows = [["1", "41", "Commune", "Coût", "Pour"], ["2", "42", "Climat", "Coût", "Contre"]] * 3

    assert refusal(tmp_path, semicolons(rows), of).code == "no_header"


def test_rows_that_may_be_answers_do_not_pass_for_a_preamble(tmp_path):
    refused = refusal(tmp_path, semicolons([ROWS[0], LABELS, ROWS[1]]))

    assert refused.code == "rows_above_header"
    assert refused.where == "export.csv, ligne 1"


def test_a_header_whose_delimiter_alone_was_changed_is_no_reading_of_the_rows(tmp_path):
    """Two rows have as many commas as the header: nothing else says that they are read so."""
    rows = ["41\tNîmes\tje dis ,Lyon, et voilà"] * 2 + ["42\tLyon\tje dis"] * 19
    content = "\n".join(["SID,Commune,Vos idées", *rows, ""]).encode()

    assert refusal(tmp_path, content).code == "broken_header"


# No header at all

HEADERLESS = """
[headerless]
columns = [
    "webform_serial", "webform_sid", "Commune", "Vos idées", "Raisons > Coût", "Raisons > Climat",
]
"""


@pytest.mark.parametrize("write", [delimited, semicolons])
def test_without_header_the_columns_are_those_that_the_form_file_lists(tmp_path, write):
    export = opened(tmp_path, write(ROWS), form(HEADERLESS))

    assert fields(export, form(HEADERLESS)) == FIELDS
    assert kept(list(export.records())) == ROWS
    assert "headerless" in export.notes


def test_a_header_wins_over_the_list(tmp_path):
    reordered = [["SID", "Commune"], ["41", "Nîmes"]]
    export = opened(tmp_path, semicolons(reordered), form(HEADERLESS))

    assert fields(export, form(HEADERLESS)) == ["sid", "commune"]
    assert "headerless" not in export.notes


@pytest.mark.parametrize(
    "damaged", ['{};"{};{};{};{};{}', "{};{};{};;{};{};{}", "{};{} {};{};{};{}"]
)
def test_a_damaged_row_of_headings_stands_for_the_listed_columns_and_for_no_answer(
    tmp_path, damaged
):
    names = ["webform_serial", "webform_sid", *LABELS[2:]]
    content = damaged.format(*names).encode() + b"\r\n" + semicolons(ROWS)
    export = opened(tmp_path, content, form(HEADERLESS))

    assert fields(export, form(HEADERLESS)) == FIELDS
    assert kept(list(export.records())) == ROWS
    assert "damaged_header" in export.notes


def test_another_width_is_refused_with_both_numbers(tmp_path):
    refused = refusal(tmp_path, semicolons([row[:5] for row in ROWS]), form(HEADERLESS))

    assert refused.code == "headerless_width"
    assert "5 colonnes" in refused.what
    assert "déclare 6" in refused.what


def test_another_order_is_told_by_the_sids(tmp_path):
    swapped = [[row[0], row[2], row[1], *row[3:]] for row in ROWS]

    assert refusal(tmp_path, semicolons(swapped), form(HEADERLESS)).code == "headerless_order"


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


@pytest.mark.parametrize(
    ("above", "notes"),
    [([], {"one_header_row"}), ([["Note"], ["à lire"], []], {"preamble", "one_header_row"})],
)
def test_a_workbook_s_header_is_found_the_same_way(tmp_path, above, notes):
    content = saved(tmp_path / "saved.xlsx", {"Réponses": [*above, LABELS, *ROWS]})
    export = opened(tmp_path, content, FORM)

    assert kept(list(export.records())) == ROWS
    assert set(export.notes) == notes
    assert [record.line for record in export.records()] == [len(above) + 2, len(above) + 3]


def test_a_header_in_another_sheet_is_said(tmp_path):
    content = saved(tmp_path / "saved.xlsx", {"Notes": [["À lire"]], "Réponses": [LABELS, *ROWS]})
    refused = refusal(tmp_path, content)

    assert refused.code == "other_sheet"
    assert "«\u00a0Réponses\u00a0»" in refused.what
