"""What a note of method waits for, and that only a person can write."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from consultation.forms.note_blanks import WORDS, blanks_of, points_untold
from consultation.words.french import sentences
from schemas.form import FormFile, Pack

ALONE = Path("petit.toml")
"""A form file with no words of its own beside it."""
FILLED = Pack(
    organisation="Les Riverain·es",
    contact="au local",
    sent_on=dt.date(2022, 3, 20),
    spread_by="notre site",
    opened_on=dt.date(2022, 2, 14),
    asks=["Retirer les caméras"],
)
TELLING = (
    "# Note : contact, ce que nous demandons, diffusé, semaines, accord, {{ bilan }},"
    " {{ categories }}, lettres, questions, textes, données personnelles, limites"
)


def form(pack: Pack, **values: str) -> FormFile:
    values = {"title": "Les caméras", "recipient": "CNIL", "time_zone": "Europe/Paris"} | values
    return FormFile(**values, pack=pack)


def own(folder, text: str):
    """A note of the form's own, which tells all that a good report does, beside this text."""
    (folder / "petit.note.txt").write_text(f"{TELLING}\n{text}", encoding="utf-8")


def test_the_default_note_waits_for_what_the_form_file_does_not_say():
    assert blanks_of(ALONE, form(Pack())) == (
        *("[date d’envoi]", "[organisation]", "[contact]", "[ce que nous demandons]"),
        *("[sites, listes, réseaux, presse]", "[date d’ouverture]"),
    )
    assert blanks_of(ALONE, form(FILLED.model_copy(update={"contact": None}))) == ("[contact]",)
    assert blanks_of(ALONE, form(FILLED)) == ()


def test_a_note_of_ones_own_waits_for_its_brackets_and_for_the_words_that_it_uses(tmp_path):
    own(tmp_path, "# T\n\nPar [notre\nnom], {{ contact }}, le {{ cloture }}.\n\n[notre nom] [ ]\n")
    (tmp_path / "petit.contribution.txt").write_text("# Nous", encoding="utf-8")

    found = blanks_of(tmp_path / "petit.toml", form(Pack()))
    assert found == ("[notre nom]", "[contact]", "[ ]")
    own(tmp_path, "# T\n\nPar nous (voir 1), ici.")
    assert blanks_of(tmp_path / "petit.toml", form(Pack())) == ()


def test_a_note_of_ones_own_may_leave_points_untold_and_they_are_named(tmp_path):
    assert points_untold(tmp_path / "petit.toml") == ()  # the usual words tell them all

    untold = TELLING.replace("lettres, ", "").replace("{{ bilan }}", "")
    (tmp_path / "petit.note.txt").write_text(untold, encoding="utf-8")
    assert points_untold(tmp_path / "petit.toml") == (
        "ce qui a été reçu, écarté par motif, compté",
        "les campagnes et lettres types, ou qu’il n’y en a pas",
    )
    assert blanks_of(tmp_path / "petit.toml", form(FILLED)) == ()


def test_so_does_a_contribution_of_ones_own(tmp_path):
    own(tmp_path, "# T")
    words = (
        "Voir [l’annexe]\n{% for demande in demandes %}\n{{ contact }},"
        " {{ themes['prix'].part }}\n\nCe chiffre est à compléter."
    )
    (tmp_path / "petit.contribution.txt").write_text(words, encoding="utf-8")
    found = blanks_of(tmp_path / "petit.toml", form(Pack()))

    assert found == ("[l’annexe]", "[ce que nous demandons]", "[contact]", "à compléter")


def test_what_a_draft_left_to_be_completed_is_still_a_blank():
    drafted = {"title": "Formulaire sans titre", "recipient": "à compléter"}
    later = FILLED.model_copy(update={"contact": "À compléter", "spread_by": "[listes] et presse"})

    found = blanks_of(ALONE, form(FILLED, **drafted))
    assert found == ("[titre du formulaire]", "[destinataire]")
    found = blanks_of(ALONE, form(later))
    assert found == ("[contact]", "[sites, listes, réseaux, presse]")


def test_every_blank_has_its_key_in_the_form_file():
    assert WORDS.keys() == sentences()["note_blanks"].keys()
    others = {"documents_max", "internal_titles", "own_words_page"}
    assert {*WORDS.values(), *others} == set(Pack.model_fields)
