"""The three header rows, told from answers."""

from __future__ import annotations

import pytest

from consultation.exports.headings import FirstRow, Header, find_header
from consultation.exports.known_headings import known_headings
from consultation.words.errors import OrganiserError
from tests.cases.webform import drawn

FRENCH = """
    Titre                     |     |        |         |
    Détails de la soumission  |     | Raisons|         |
    Séquentiel                | SID | Coût   | Climat  | Commune
"""
ENGLISH = """
    Title                     |     |        |         |
    Submission Details        |     | Reasons|         |
    Serial                    | SID | Cost   | Climate | Town
"""
MIXED = """
    Titre                     |     |        |         |
    Détails de la soumission  |     | Raisons|         |
    Séquentiel                | Submitted Time | Coût | Climat | Commune
"""
KEYS = """
    Titre                     |     |        |         |
    submission_details        |     | raisons|         |
    webform_serial            | webform_sid | cout | climat | commune
"""
VERSION_4_0 = """
    Titre                     |     |        |         |
    Détails de la soumission  |     |        |         | Raisons
    SID                       | Heure | Brouillon | Adresse IP | Coût
"""
NO_SUBMISSION_COLUMN = """
                              |     |        |         |
    Raisons                   |     |        |         |
    Coût                      | Climat | Commune | Code postal | Vos idées
"""
SHORT_ROWS = """
    Titre
    Détails de la soumission
    Séquentiel                | SID | Coût   | Climat  | Commune
"""


def header_of(rows: list[list[str]], name: str) -> Header:
    """The header of a file that starts with these rows, without any form file."""
    first = [FirstRow(number, cells) for number, cells in enumerate(rows, start=1)]
    return find_header(first, known_headings(None), name)


@pytest.mark.parametrize(
    "table",
    [FRENCH, ENGLISH, MIXED, KEYS, VERSION_4_0, NO_SUBMISSION_COLUMN, SHORT_ROWS],
)
def test_three_header_rows_are_recognised(table):
    header = header_of(drawn(table), "export.csv")

    rows = drawn(table)
    assert header.title == rows[0][0]
    assert [heading.label for heading in header.headings] == rows[2]
    assert [heading.position for heading in header.headings] == [0, 1, 2, 3, 4]


def test_groups_are_kept_where_they_are_written():
    header = header_of(drawn(FRENCH), "export.csv")

    assert [heading.group for heading in header.headings] == [
        "Détails de la soumission",
        "",
        "Raisons",
        "",
        "",
    ]


ANSWERS = """
    1 | 412874 | 15/02/2022 - 08:08 | Nîmes
    2 | 412875 | 15/02/2022 - 09:06 | Lyon
    3 | 412876 | 15/02/2022 - 10:23 | Paris
"""
GERMAN = """
    Titel            |        |                 |
    Details          |        |                 |
    Laufende Nummer  | Nummer | Eingereicht am  | Ort
"""
EMPTY_START = """
                     |        |                 |
                     |        |                 |
    X                |        |                 | Nîmes
"""


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (ANSWERS, "no_header"),
        (GERMAN, "not_an_export"),
        (EMPTY_START, "not_an_export"),
    ],
)
def test_anything_else_is_refused_with_what_to_choose_in_framaforms(table, code):
    with pytest.raises(OrganiserError) as refusal:
        header_of(drawn(table), "export.csv")

    assert refusal.value.code == code
    assert "Clé du formulaire" in refusal.value.advice
    assert "Nîmes" not in str(refusal.value)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "empty_file"),
        ([["Titre", ""]], "truncated_file"),
        ([["Titre", ""], ["Détails de la soumission", ""]], "truncated_file"),
        ([["1", "412874"]], "no_header"),
    ],
)
def test_fewer_than_three_rows_are_refused(rows, code):
    with pytest.raises(OrganiserError) as refusal:
        header_of(rows, "export.csv")

    assert refusal.value.code == code
