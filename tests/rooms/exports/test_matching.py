"""Which declared thing each column holds, whatever options the export was made with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

import pytest

from consultation.exports import Column, Heading, Matching, match_columns
from consultation.forms.form import read_form
from consultation.words.errors import OrganiserError
from tests.cases import framaforms_model
from tests.cases.errors import error_of
from tests.cases.places import CASES
from tests.cases.webform import LABELS, drawn, header

FORM = (CASES / "forms" / "exemple.toml").read_text(encoding="utf-8")


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "exemple.toml"
    path.write_text(FORM, encoding="utf-8")
    return read_form(path)


@dataclass(frozen=True)
class Headed:
    name: str
    headings: tuple[Heading, ...]


def headed(rows: list[list[str]]) -> Headed:
    """An export of which rows 2 and 3 are known."""
    groups, labels = rows[-2:]
    pairs = enumerate(zip(groups, labels, strict=True))
    return Headed("export.csv", tuple(Heading(at, *pair) for at, pair in pairs))


def names(matching: Matching) -> list[str]:
    return [name(column) for column in matching.columns]


def name(column: Column) -> str:
    field = column.field
    return " ".join(part for part in (field.kind, field.id, field.part) if part)


def matched(form, table: str) -> list[str]:
    """What each column of a drawn group row and label row holds."""
    return names(match_columns(headed(drawn(table)), form))


ENGLISH = [
    "Serial",
    "SID",
    "Submitted Time",
    "Completed Time",
    "Modified Time",
    "Draft",
    "IP Address",
    "UID",
    "Username",
]
NINE = [
    "submission serial",
    "submission sid",
    "submission submitted_at",
    "submission completed_at",
    "submission modified_at",
    "submission draft",
    "dropped",
    "dropped",
    "dropped",
]
SEVEN = NINE[:3] + NINE[5:]


@pytest.mark.parametrize(
    ("labels", "fields"),
    [
        (LABELS, NINE),
        (ENGLISH, NINE),
        (framaforms_model.NINE, NINE),
        (LABELS[:2] + ENGLISH[2:5] + LABELS[5:], NINE),
        (["Serial", "SID", "Time", "Draft", "IP Address", "UID", "Username"], SEVEN),
        (["Séquentiel", "SID", "Heure", *LABELS[5:]], SEVEN),
        (["Heure de soumission"], NINE[2:3]),
        (["SID", "Brouillon", "Nom d’utilisateur"], [NINE[1], NINE[5], "dropped"]),
    ],
)
def test_framaforms_own_columns_are_known_in_any_language_and_version(form, labels, fields):
    rows = header([("", "Commune")], submission=labels)

    assert names(match_columns(headed(rows), form)) == [*fields, "role commune"]


SEPARATE = """
    Pour quelles raisons ? |       |              |           | Quels usages ?   |
    Coût, opacité          | Autre | Autre raison | Vos idées | Détection de vol | Publicité
"""
SEPARATE_KEYS = """
    raisons                |       |               |           | usages          |
    cout                   | autre | raisons_other | idees     | vol             | pub
"""
OPTIONS_AND_ITEMS = """
    question raisons choice:cout, question raisons choice:autre, question raisons other,
    question idees, question usages item:vol, question usages item:pub
"""
# What a drawn group row and label row hold, by what it shows.
READ = {
    "a question may be called as a submission column": (
        "Détails |     |       \n SID | Heure de soumission | Heure",
        "submission sid, submission submitted_at, question heure",
    ),
    "the same label twice": (
        "Détails |         | \n SID | Heure | Heure",
        "submission sid, submission submitted_at, question heure",
    ),
    "a question where the submission column is missing": (
        "Détails | \n SID | Heure",
        "submission sid, question heure",
    ),
    "options and items under their group": (SEPARATE, OPTIONS_AND_ITEMS),
    "keys": (SEPARATE_KEYS, OPTIONS_AND_ITEMS),
    "a compact list is one column": (
        """
                                   |              | usages |     |
            Pour quelles raisons ? | Autre raison | vol    | pub | Et la suite ?
        """,
        """
        question raisons, question raisons other, question usages item:vol,
        question usages item:pub, question suite
        """,
    ),
    "consent and category may be lists of ticks": (
        """
            Envoi à la CNIL ? |     | Vous êtes
            Oui, en mon nom   | Non | Citoyen·ne
        """,
        """
        consent consent choice:own_name, consent consent choice:reflection_only,
        category category choice:citoyen
        """,
    ),
    "white space, apostrophes and composition": (
        "Pour  quelles raisons\u00a0?  | | \n Cou\u0302t,\u00a0opacité | Autre | Vos\tide\u0301es",
        "question raisons choice:cout, question raisons choice:autre, question idees",
    ),
    "the same option under two groups belongs to each": (
        """
            Pour quelles raisons ? |       | Et la suite ?        |
            Coût, opacité          | Autre | Recevoir la synthèse | Autre
        """,
        """
        question raisons choice:cout, question raisons choice:autre,
        question suite choice:synthese, question suite choice:autre
        """,
    ),
    "options come before the question that is written with their group": (
        """
            Et la suite ?        |       |
            Recevoir la synthèse | Autre | Autre
        """,
        "question suite choice:synthese, question suite choice:autre, question precision",
    ),
    "the group written out comes before the label alone": (
        "Profil |  \n Âge | Commune",
        "ignored, role commune",
    ),
    "a declared question may follow an ignored group": (
        """
            Mentions |         |           | Et la suite ?
            RGPD     | Commune | Vos idées | Recevoir la synthèse
        """,
        "ignored, role commune, question idees, question suite choice:synthese",
    ),
    "an option of an ignored group may be called as a question": (
        """
                    | Mentions |
            Commune | Commune  | RGPD
        """,
        "role commune, ignored, ignored",
    ),
} | {
    f"a file is two adjacent columns: {name_label}": (
        f"Pièce jointe |  | \n {name_label} | {size_label} | Commune",
        "question piece file_url, question piece file_size, role commune",
    )
    for name_label, size_label in (
        ("Nom", "Taille du fichier (KB)"),
        ("Name", "Filesize (KB)"),
        ("Bestand", "Grootte (KB)"),
    )
}


@pytest.mark.parametrize("shows", READ)
def test_each_column_holds_one_declared_thing(form, shows):
    table, fields = READ[shows]

    assert matched(form, table) == [field.strip() for field in fields.split(",")]


# -- What the export lacks ------------------------------------------------------------------------


def test_what_the_export_lacks_is_reported_by_its_first_spelling(form):
    matching = match_columns(headed(drawn(SEPARATE_KEYS)), form)

    assert matching.missing == (
        "Adresse électronique",
        "Commune",
        "Envoi à la CNIL ?",
        "Vous êtes",
        "Et la suite ?",
        "Et la suite ? > Autre",
        "Pièce jointe",
        "Heure",
    )
    assert matching.complete_fields == {
        ("question", "raisons"),
        ("other", "raisons"),
        ("question", "usages"),
        ("question", "idees"),
    }


def test_an_option_added_later_is_missing_but_its_question_was_answered(form):
    """Components are ticked whole when exporting, options never one by one."""
    matching = match_columns(
        headed(drawn("Pour quelles raisons ? | \n Coût, opacité | Commune")), form
    )

    assert "Pour quelles raisons ? > Autre" in matching.missing
    assert ("question", "raisons") in matching.complete_fields


def test_a_free_text_that_was_not_exported_is_a_field_of_its_own(form):
    matching = match_columns(headed(drawn("raisons | \n cout | autre")), form)

    assert "Autre raison" in matching.missing
    assert ("question", "raisons") in matching.complete_fields
    assert ("other", "raisons") not in matching.complete_fields


def test_a_free_text_alone_does_not_answer_its_question(form):
    matching = match_columns(headed(drawn(" | \n Autre raison | Commune")), form)

    assert ("question", "raisons") not in matching.complete_fields
    assert "Pour quelles raisons ?" in matching.missing


# -- What stops an export -------------------------------------------------------------------------


def pasted(refused: OrganiserError) -> list[str]:
    """The lines of the advice that are TOML, comments left out."""
    lines = refused.advice.splitlines()[1:]
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(
    "label", ['Avis "libre" \\ autre', "Très " + "long " * 60, "[x]", "été > hiver"]
)
def test_the_lines_to_paste_are_toml_that_heals_the_export(form, tmp_path, label):
    table = [["", "", ""], ["Commune", "Vos idées", label]]
    refused = error_of(match_columns, headed(table), form)
    first, *rest = pasted(refused)

    ignored = tmp_path / "ignored.toml"
    ignored.write_text(FORM.replace(ignored_line(), first), encoding="utf-8")
    declared = tmp_path / "declared.toml"
    declared.write_text("\n".join([FORM, *rest]), encoding="utf-8")

    assert names(match_columns(headed(table), read_form(ignored)))[-1] == "ignored"
    assert names(match_columns(headed(table), read_form(declared)))[-1].startswith("question ")


def ignored_line() -> str:
    line = next(line for line in FORM.splitlines() if line.startswith("ignored"))
    assert tomllib.loads(line)
    return line
