"""What the collective contribution and the register say of texts that people have coded."""

from __future__ import annotations

import re
from itertools import pairwise

from docx import Document

from consultation.packs.contribution.claims import DOCUMENT, read_register
from tests.cases.coded import REFUSED, THEMES, published_coded_run
from tests.cases.poppler import needs_poppler, pages_of


def pack():
    return published_coded_run().release / "soumission"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_themes_are_told_with_their_counts_and_what_the_agreement_is_worth():
    lines = [plain(paragraph.text) for paragraph in Document(pack() / DOCUMENT).paragraphs]
    below = dict(pairwise(lines))

    assert below["Être surveillé·e"].startswith("6 contributions sur 10 lues (60,0 %). Se sentir")
    assert below["Débat public"].startswith("1 contribution sur 1 lue (100,0 %)")
    assert "Texte — 1 contribution lue n’entre dans aucun des thèmes." in lines
    assert any("alpha de Krippendorff 0,580" in line for line in lines)
    assert any(line.startswith("Cet accord est faible") for line in lines)


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
    aside = {*"12345", "0,667", "95", "100", "12"}

    assert {"coder_agreement", "coding_coverage", "theme_counts", "theme_ranges"} <= {
        claim.table.removeprefix("statistiques/").removesuffix(".csv") for claim in claims
    }
    assert set(re.findall(r"\d+(?:,\d+)?", text)) - told <= aside
