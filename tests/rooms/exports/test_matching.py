"""Which declared thing each column holds, whatever options the export was made with."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from consultation.exports import Heading, Matching, match_columns
from tests.cases import framaforms_model
from tests.cases.errors import error_of
from tests.cases.places import CASES
from tests.cases.reading import form
from tests.cases.webform import LABELS, drawn, header

FORM = (CASES / "forms" / "exemple.toml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Headed:
    name: str
    headings: tuple[Heading, ...]


def matched(rows: list[list[str]] | str, declared: str = FORM) -> Matching:
    """An export of which rows 2 and 3 are known, or drawn."""
    groups, labels = (drawn(rows) if isinstance(rows, str) else rows)[-2:]
    pairs = enumerate(zip(groups, labels, strict=True))
    export = Headed("export.csv", tuple(Heading(at, *pair) for at, pair in pairs))
    return match_columns(export, form(declared=declared))


def names(matching: Matching) -> list[str]:
    """What each column holds."""
    fields = [column.field for column in matching.columns]
    return [" ".join(filter(None, (field.kind, field.id, field.part))) for field in fields]


ENGLISH = [
    *("Serial", "SID", "Submitted Time", "Completed Time", "Modified Time"),
    *("Draft", "IP Address", "UID", "Username"),
]
OWN = "serial sid submitted_at completed_at modified_at draft"
NINE = [*(f"submission {name}" for name in OWN.split()), *["dropped"] * 3]
SEVEN = NINE[:3] + NINE[5:]


@pytest.mark.parametrize(
    ("labels", "fields"),
    [
        *((LABELS, NINE), (ENGLISH, NINE), (framaforms_model.NINE, NINE)),
        (LABELS[:2] + ENGLISH[2:5] + LABELS[5:], NINE),
        (["Serial", "SID", "Time", "Draft", "IP Address", "UID", "Username"], SEVEN),
        (["Séquentiel", "SID", "Heure", *LABELS[5:]], SEVEN),
        (["Heure de soumission"], NINE[2:3]),
        (["SID", "Brouillon", "Nom d’utilisateur"], [NINE[1], NINE[5], "dropped"]),
    ],
)
def test_framaforms_own_columns_are_known_in_any_language_and_version(labels, fields):
    rows = header([("", "Commune")], submission=labels)

    assert names(matched(rows)) == [*fields, "role commune"]


SEPARATE_KEYS = """
    raisons                |       |               |           | usages          |
    cout                   | autre | raisons_other | idees     | vol             | pub
"""
# What a drawn group row and label row hold, by what it shows.
READ = """
a question may be called as a submission column
    Détails |                     |
    SID     | Heure de soumission | Heure
    → submission sid, submission submitted_at, question heure

the same label twice
    Détails |       |
    SID     | Heure | Heure
    → submission sid, submission submitted_at, question heure

a question where the submission column is missing
    Détails |
    SID     | Heure
    → submission sid, question heure

options and items under their group
    Pour quelles raisons ? |       |              |           | Quels usages ?   |
    Coût, opacité          | Autre | Autre raison | Vos idées | Détection de vol | Publicité
    → question raisons choice:cout, question raisons choice:autre, question raisons other,
      question idees, question usages item:vol, question usages item:pub

keys
    raisons |       |               |       | usages |
    cout    | autre | raisons_other | idees | vol    | pub
    → question raisons choice:cout, question raisons choice:autre, question raisons other,
      question idees, question usages item:vol, question usages item:pub

a compact list is one column
                           |              | usages |     |
    Pour quelles raisons ? | Autre raison | vol    | pub | Et la suite ?
    → question raisons, question raisons other, question usages item:vol,
      question usages item:pub, question suite

consent and category may be lists of ticks
    Envoi à la CNIL ? |     | Vous êtes
    Oui, en mon nom   | Non | Citoyen·ne
    → consent consent choice:own_name, consent consent choice:reflection_only,
      category category choice:citoyen

white space, apostrophes and composition
    Pour  quelles raisons\u00a0? |       |
    Cou\u0302t,\u00a0opacité          | Autre | Vos\tide\u0301es
    → question raisons choice:cout, question raisons choice:autre, question idees

the same option under two groups belongs to each
    Pour quelles raisons ? |       | Et la suite ?        |
    Coût, opacité          | Autre | Recevoir la synthèse | Autre
    → question raisons choice:cout, question raisons choice:autre,
      question suite choice:synthese, question suite choice:autre

options come before the question that is written with their group
    Et la suite ?        |       |
    Recevoir la synthèse | Autre | Autre
    → question suite choice:synthese, question suite choice:autre, question precision

the group written out comes before the label alone
    Profil |
    Âge    | Commune
    → ignored, role commune

a declared question may follow an ignored group
    Mentions |         |           | Et la suite ?
    RGPD     | Commune | Vos idées | Recevoir la synthèse
    → ignored, role commune, question idees, question suite choice:synthese

an option of an ignored group may be called as a question
            | Mentions |
    Commune | Commune  | RGPD
    → role commune, ignored, ignored

a file is two adjacent columns: Nom
    Pièce jointe |                        |
    Nom          | Taille du fichier (KB) | Commune
    → question piece file_url, question piece file_size, role commune

a file is two adjacent columns: Name
    Pièce jointe |               |
    Name         | Filesize (KB) | Commune
    → question piece file_url, question piece file_size, role commune

a file is two adjacent columns: Bestand
    Pièce jointe |              |
    Bestand      | Grootte (KB) | Commune
    → question piece file_url, question piece file_size, role commune
"""


@pytest.mark.parametrize("drawing", READ.strip().split("\n\n"), ids=lambda one: one.split("\n")[0])
def test_each_column_holds_one_declared_thing(drawing):
    _, groups, labels, *fields = drawing.splitlines()
    held = " ".join(map(str.strip, fields)).removeprefix("→ ")

    assert names(matched(f"{groups}\n{labels}")) == held.split(", ")


# -- What the export lacks ------------------------------------------------------------------------


def test_what_the_export_lacks_is_reported_by_its_first_spelling():
    matching = matched(SEPARATE_KEYS)

    assert matching.missing == (
        *("Adresse électronique", "Commune", "Envoi à la CNIL ?", "Vous êtes", "Et la suite ?"),
        *("Et la suite ? > Autre", "Pièce jointe", "Heure"),
    )
    assert matching.complete_fields == {
        *(("question", "raisons"), ("other", "raisons")),
        *(("question", "usages"), ("question", "idees")),
    }


@pytest.mark.parametrize(
    ("table", "lacks", "answered"),
    [
        # Components are ticked whole when exporting, options never one by one: one came later.
        (
            "Pour quelles raisons ? | \n Coût, opacité | Commune",
            "Pour quelles raisons ? > Autre",
            {("question", "raisons")},
        ),
        # A free text is a field of its own, and alone does not answer its question.
        ("raisons | \n cout | autre", "Autre raison", {("question", "raisons")}),
        (" | \n Autre raison | Commune", "Pour quelles raisons ?", {("other", "raisons")}),
    ],
)
def test_one_option_shows_that_a_question_was_answered_and_its_free_text_does_not(
    table, lacks, answered
):
    matching = matched(table)

    assert lacks in matching.missing
    assert {found for found in matching.complete_fields if "raisons" in found} == answered


# -- What stops an export -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ['Avis "libre" \\ autre', "Très " + "long " * 60, "[x]", "été > hiver"]
)
def test_the_lines_to_paste_are_toml_that_heals_the_export(label):
    rows = [["", "", ""], ["Commune", "Vos idées", label]]
    told = error_of(matched, rows).advice.splitlines()[1:]
    ignored, *declared = [line for line in told if not line.startswith("#")]
    (was,) = [line for line in FORM.splitlines() if line.startswith("ignored")]

    assert names(matched(rows, FORM.replace(was, ignored)))[-1] == "ignored"
    assert names(matched(rows, "\n".join([FORM, *declared])))[-1].startswith("question ")
