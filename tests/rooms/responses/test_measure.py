"""Texts that cost too much to typeset are for a person to read; long texts are not."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import polars as pl
import pytest

from consultation.packs.typesetting import contribution_pdf
from consultation.packs.typesetting.document_values import Answer
from consultation.responses.answers import _PLAIN, to_read_by_hand
from schemas.limits import TEXT_CHARACTERS
from tests.cases.runs import records_of, sheet_of
from tests.cases.small import row, small_run
from tests.cases.typeset import CONTRIBUTION

POINT = (
    "Nous, habitantes et habitants du quartier, refusons que nos rues soient filmées ; écrivez à "
    "contact@example.org ou au 01 99 00 12 34, au 12 rue des Lilas. Point {number}, et le suivant. "
)


def long_honest_text(characters: int) -> str:
    """What a collective pastes: many pages of prose, no two sentences the same."""
    return "\n".join(POINT.format(number=n) for n in range(characters // len(POINT)))


def filled(piece: str, characters: int = TEXT_CHARACTERS):
    return lambda: piece * (characters // len(piece))


HOSTILE = {
    "a million accents on one letter": lambda: "e" + "\u0301" * 1_000_000,
    "30 accents on each letter": filled("e" + "\u0301" * 30, 60_000),
    "10 million characters": lambda: long_honest_text(10_000_000),
    "a word of a million letters": filled("a", 1_000_000),
    "200,000 lines": filled("a\n"),
    "a million digits": filled("06 ", 1_000_000),
    "emoji sequences": filled("👩‍👩‍👧‍👦", 100_000),
    "embeddings from right to left": filled("\u202e\u2067א", 100_000),
    "a script that no font has": filled("山", 100_000),
    "unassigned signs": filled("\U000e0fff", 100_000),
}
SIXTY_PAGES = long_honest_text(200_000)
HONEST = {
    "sixty pages": SIXTY_PAGES,
    "sixty pages as a Mac copies them": unicodedata.normalize("NFD", SIXTY_PAGES),
    "sixty pages without a plain space": SIXTY_PAGES.replace(" ", "\u00a0"),
    "sixty pages in short lines": SIXTY_PAGES.replace(" ;", "\n").replace(" ,", "\n"),
    "Arabic": "هذا نص طويل ، كتبه سكان الحي. " * 6_000,
    "Hebrew": "זה טקסט ארוך. " * 14_000,
    "Cyrillic and Greek": "Мы против камер. Όχι κάμερες. " * 6_000,
    "fourteen thousand emoji": "non 😡 " * 14_000,
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_for_a_person_to_read(name):
    assert to_read_by_hand(pl.Series(["", HOSTILE[name]()])).to_list() == [False, True]


def test_a_long_text_is_not():
    found = to_read_by_hand(pl.Series(list(HONEST.values())))

    assert [name for name, is_beyond in zip(HONEST, found, strict=True) if is_beyond] == []


def test_what_counts_as_plain_is_what_the_fonts_show():
    every = pl.Series([chr(code) for code in range(0x20, 0xD800)])
    is_plain = every.str.contains(f"^[{_PLAIN}]$") & ~every.str.contains(r"^[\p{M}\p{Cf}]$")
    plain = every.filter(is_plain).to_list()

    said = replace(CONTRIBUTION, answers=(Answer("Plain", text="a".join(plain)),))
    assert b"FaireMasseBox" not in contribution_pdf(said)


@pytest.mark.slow
def test_its_submission_counts_and_everything_says_where_it_stands(tmp_path):
    hostile = "e" + "\u0301" * 300_000
    answers = {"Envoi": "Oui, sans nom", "Bruit": "X"}
    run = small_run(
        tmp_path,
        row(1, Texte="Je refuse.", **answers),
        row(2, Texte=hostile, Suite="Deux mots.", Autre="X", Autre_raison=hostile, **answers),
    )

    assert run.publish(with_pack=True).counts["sendable"] == 2

    place = "À lire à la main\u00a0: export.tsv, ligne 5"
    assert [
        (text["Question"], text["Texte"], text["Mots"])
        for text in sheet_of(run.synthese, "Textes")
        if text["Soumission"] == "petit:2"
    ] == [("Raisons", place, None), ("Texte", place, None), ("Suite", "Deux mots.", 2)]
    assert [line["Ligne"] for line in sheet_of(run.proof, "Rejets")] == [5, 5]
    to_do = 'select "À traiter" from publications.a_decider__a_faire'
    by_hand = "\"À faire\" like 'Textes à lire à la main%'"
    assert run.query(f"{to_do} where {by_hand}") == [(2,)]
    assert run.query("from redaction.texts where length(masked_text) > 1000") == []
    index = records_of(run.release / "soumission" / "contributions.csv")
    assert sorted(line["Texte non transmis"] for line in index) == ["", "Raisons ; Texte"]
    told = "select choice_id from clean.answers where submission_id = 'petit:2'"
    assert run.query(f"{told} and choice_id != ''") == [("bruit",), ("autre",)]
