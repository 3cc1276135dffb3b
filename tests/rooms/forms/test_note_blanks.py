"""What a note of method waits for, and that only a person can write."""

from __future__ import annotations

import datetime as dt

from consultation.forms.note_blanks import WORDS, blanks_of
from consultation.french import sentences
from schemas.form import FormFile, Pack

FILLED = Pack(
    organisation="Les Riverain·es",
    contact="au local",
    sent_on=dt.date(2022, 3, 20),
    spread_by="notre site",
    opened_on=dt.date(2022, 2, 14),
)


def form(pack: Pack, **values: str) -> FormFile:
    values = {"title": "Les caméras", "recipient": "CNIL", "time_zone": "Europe/Paris"} | values
    return FormFile(**values, pack=pack)


def own(folder, text: str):
    note = folder / "petit.note.txt"
    note.write_text(text, encoding="utf-8")
    return note


def test_the_default_note_waits_for_what_the_form_file_does_not_say():
    assert blanks_of(None, form(Pack())) == (
        "[organisation]",
        "[contact]",
        "[date d'envoi]",
        "[sites, listes, réseaux, presse]",
        "[date d'ouverture]",
    )
    assert blanks_of(None, form(FILLED.model_copy(update={"contact": None}))) == ("[contact]",)
    assert blanks_of(None, form(FILLED)) == ()


def test_a_note_of_ones_own_waits_for_its_brackets_and_for_the_words_that_it_uses(tmp_path):
    note = own(tmp_path, "# T\n\nPar [notre\nnom], {contact}, le {cloture}.\n\n[notre nom] [ ]\n")

    assert blanks_of(note, form(Pack())) == ("[notre nom]", "[contact]", "[ ]")
    assert blanks_of(own(tmp_path, "# T\n\nPar nous (voir 1), ici."), form(Pack())) == ()


def test_what_a_draft_left_to_be_completed_is_still_a_blank():
    drafted = {"title": "Formulaire sans titre", "recipient": "à compléter"}
    later = FILLED.model_copy(update={"contact": "À compléter", "spread_by": "[listes] et presse"})

    assert blanks_of(None, form(FILLED, **drafted)) == (
        "[titre du formulaire]",
        "[destinataire]",
    )
    assert blanks_of(None, form(later)) == ("[contact]", "[sites, listes, réseaux, presse]")


def test_every_blank_has_its_key_in_the_form_file():
    assert WORDS.keys() == sentences()["note_blanks"].keys()
    assert set(WORDS.values()) == set(Pack.model_fields)
