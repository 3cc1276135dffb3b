"""What the collective contribution and the register say of texts that people have coded."""

from __future__ import annotations

import re
from itertools import pairwise
from types import SimpleNamespace

from docx import Document
from openpyxl import load_workbook

from consultation.packs.contribution.claims import DOCUMENT, read_register
from consultation.packs.contribution.coded import coding_values
from consultation.packs.contribution.statements import Statements
from consultation.releases.manifest import read_manifest
from consultation.words.french import capitalise
from tests.cases.coded import REFUSED, THEMES, published_coded_run
from tests.cases.note import plain
from tests.cases.poppler import needs_poppler, pages_of


def pack():
    return published_coded_run().release / "soumission"


def test_the_contribution_the_note_and_the_sheet_tell_themes_alike_and_what_agreement_is_worth():
    lines = [plain(paragraph.text) for paragraph in Document(pack() / DOCUMENT).paragraphs]
    below = dict(pairwise(lines))
    definitions = {theme.title: theme.definition for theme in THEMES}

    assert (
        "Lecture dans un ordre tiré au sort : 8 contributions sur 11, et 2 hors de cet ordre."
        in lines
    )
    assert "Texte — 1 contribution lue n’entre dans aucun des thèmes." in lines
    assert any("est au plus bas 0,393, le médian 0,484 ; 2 thèmes sont" in line for line in lines)
    assert any(" en désaccord, et ne compte" in line for line in lines)

    note = plain(" ".join(pages_of((pack() / "00-note-de-methode.pdf").read_bytes())))
    sheet = load_workbook(pack() / "annexe-statistique.xlsx")["Thèmes"]
    cells = {plain(str(cell)) for row in sheet.values for cell in row if cell}
    for told in (
        "« Texte », 8 contributions sur 11",
        "le plus bas 0,393, le médian 0,484",
        "2 thèmes sont en dessous de 0,667",
    ):
        assert told in " ".join(note.split())

    for theme, statement in (
        ("Être surveillé·e", "plus de trois sur quatre, sur 8 contributions lues ; accord"
         " insuffisant (alpha 0,575) : le nombre dépend de qui a lu, un ordre de grandeur et rien"
         " de plus"),
        ("Débat public", "1 contribution sur 1 (100,0 %) ; accord indéterminé, faute de"
         " différences à comparer"),
    ):  # fmt: skip
        assert f"« {theme} » : {statement}." in cells
        assert below[theme] == f"{capitalise(statement)}. {definitions[theme]}"
        assert capitalise(statement) in " ".join(note.split())


def test_open_disagreements_keep_a_contribution_that_tells_themes_from_being_final():
    reasons = read_manifest(published_coded_run().release).pack.reasons

    assert [plain(reason) for reason in reasons if "Désaccords" in reason] == [
        "1 texte transmis est codé autrement par l’un·e que par l’autre, et la contribution dit des"
        " thèmes : réglez-les dans la feuille Désaccords de a-coder.xlsx."
    ]


def test_no_word_of_a_text_that_nobody_chose_or_may_send_is_there():
    told = (pack() / DOCUMENT).read_bytes() + (pack() / "registre.csv").read_bytes()
    words = " ".join(paragraph.text for paragraph in Document(pack() / DOCUMENT).paragraphs)

    assert not [claim for claim in read_register(pack()) if claim.kind == "quote"]
    assert REFUSED not in words
    assert not [theme.example for theme in THEMES if theme.example and theme.example in words]
    assert b"REMARQUEINTERNE" not in told


@needs_poppler
def test_each_figure_of_the_note_is_registered_those_of_themes_among_them():
    claims = [claim for claim in read_register(pack()) if claim.document != DOCUMENT]
    told = {number for claim in claims for number in re.findall(r"\d+(?:,\d+)?", claim.value)}
    text = " ".join(pages_of((pack() / "00-note-de-methode.pdf").read_bytes()))
    # Sections and pages; the thresholds and the interval of the agreement, the form's contact.
    aside = {*"123456789", "10", "0,667", "0,8", "95", "100", "12"}

    assert {"coder_agreement", "coding_coverage", "theme_counts"} <= {
        claim.table.removeprefix("statistiques/").removesuffix(".csv") for claim in claims
    }
    assert set(re.findall(r"\d+(?:,\d+)?", text)) - told <= aside


# The rules, on tables as the pack has them


CODED = {
    "arguments": ((8, 9), {"cout": 5, "loi": 2, "peur": 2, "rien": 0}),
    "vecu": ((3, 3), {"cout": 1, "peur": 3}),
}
THEME_IDS = ("peur", "loi", "cout", "rien")


def what_is_told(coded, quotes=()):
    """The names of what was coded, by question: coded of written, and who wrote of each theme."""

    def row(question_id, **values):
        told = {"question_label": question_id.title(), "counting_rule": "all"}
        return {"question_id": question_id, **told, **values}

    none = dict.fromkeys(("no_theme_count", "open_count", "chosen_coded_count"), 0)
    place = [
        row(question_id, coded_count=done, written_count=of, **none)
        for question_id, ((done, of), _) in coded.items()
    ]
    counts = [
        row(question_id, theme_id=theme_id, theme_label=theme_id, theme_count=themes[theme_id],
            coded_count=done, written_count=of, theme_share=themes[theme_id] / of,
            lowest_share=0, highest_share=1, chosen_coded_count=0, chosen_theme_count=0,
            open_count=0, reading="drawn", chosen=None, size_label="", agreement_level="alone",
            definition="")
        for question_id, ((done, of), themes) in coded.items()
        for theme_id in THEME_IDS if theme_id in themes
    ]  # fmt: skip
    themes = [
        {"theme_id": name, "position": at, "title": name, "definition": ""}
        for at, name in enumerate(THEME_IDS)
    ]
    records = {
        "statistics.coding_coverage": place,
        "statistics.theme_counts": counts,
        "statistics.theme_statements": counts,
        "coding.themes": themes,
        "quotes.chosen": [
            {"reference": reference, "question_id": question_id, "theme_id": theme_id,
             "quote_text": reference, "attribution": "sans nom"}
            for reference, question_id, theme_id in quotes
        ],
    }  # fmt: skip
    tables = {name: SimpleNamespace(records=tuple(rows)) for name, rows in records.items()}
    return coding_values(Statements(tables))


def outline(told):
    """The questions that are gone through, with their themes and what is quoted under each."""
    return {
        place.entries["titre"]: {
            theme.entries["libelle"]: [
                quote.statement("texte").text for quote in theme.entries["citations"]
            ]
            for theme in place.entries["themes"]
        }
        for place in told["textes"]
    }


def test_each_question_tells_its_themes_the_most_frequent_first():
    told = what_is_told({**CODED, "rien": ((0, 2), {"cout": 0})})

    assert {title: [*themes] for title, themes in outline(told).items()} == {
        "Arguments": ["cout", "peur", "loi"],  # nobody has « rien »
        "Vecu": ["peur", "cout"],
    }


def test_a_quote_stands_once_under_the_rarest_theme_of_its_question():
    told = what_is_told(
        CODED,
        [
            ("A", "arguments", "cout"), ("A", "arguments", "loi"), ("A", "arguments", "peur"),
            ("A", "vecu", "cout"), ("A", "vecu", "peur"),
            ("B", "arguments", "cout"), ("C", "arguments", "rien"), ("D", "vecu", None),
        ],
    )  # fmt: skip

    assert outline(told) == {
        "Arguments": {"cout": ["B"], "peur": ["A"], "loi": []},  # of equal ones, the grid's first
        "Vecu": {"peur": [], "cout": ["A"]},
    }
    left = [quote.entries["reference"] for quote in told["citations_sans_theme"]]
    assert left == ["C", "D"]  # nobody counts under « rien »
    assert len(told["citations"].members) == 5
