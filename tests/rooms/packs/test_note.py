"""The note of method: its figures, its words, the questionnaire and the index."""

from __future__ import annotations

import json
from functools import partial

import pytest

from consultation.forms.form import read_form
from consultation.packs.contribution.claims import CLOSE, COLUMNS, MIDDLE, OPEN
from consultation.packs.contribution.named_values import values_of
from consultation.packs.contribution.stated_files import write_note
from consultation.packs.questionnaire import questionnaire_of
from tests.cases import sent_contributions
from tests.cases.errors import error_of
from tests.cases.note import NO_TEXT, lines_of_note, plain, rows_of_note, words_of_note
from tests.cases.poppler import folded, needs_poppler, pages_of
from tests.cases.sent_contributions import WITH_TOTALS, answer, sent
from tests.cases.small import FORM

consenting = partial(sent_contributions.consenting, wanted="pack.")

FORGED = f"{OPEN}{json.dumps(['x'] * len(COLUMNS))}{MIDDLE}999{CLOSE}"


def note_of(folder, contributions, answers=(), **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        return words_of_note(tables)


def rows_of(title, folder, contributions, answers=(), **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        return rows_of_note(tables, title)


def pages(folder, contributions, answers=(), own_text=NO_TEXT, **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        write_note(tables, folder, own_text, partial(values_of, tables))
    return pages_of((folder / "00-note-de-methode.pdf").read_bytes())


# What is missing


def test_what_is_not_there_is_told_as_such(tmp_path):
    asked = [{"position": 1, "title": "Envoi ?"}, {"position": 2, "title": "Sous quel nom ?"}]
    nothing = {"form__categories": [], "form__consent_questions": asked, "form__consents": []}
    found = note_of(tmp_path, [sent("A", at=None)], [answer("A", "combien", number=3)], **nothing)

    assert "Quand les réponses sont arrivées n’est pas connu" in found
    assert "ne demandait pas à quel titre" in found
    # Several questions decide: there is no list of answers.
    assert "« Envoi ? », « Sous quel nom ? ». Sans réponse qui dise oui" in found
    assert "\nAucun texte d’au moins 30 mots" in found
    assert "\nLettre |" not in found
    assert "- Votre mode : personne n’a répondu" in found
    assert "Personne n’a écrit de texte libre" in found


# Where the number comes from

TOTALS = {"received": 387, "rejected": 0, "draft": 11, "resend": 34, "reflection_only": 50}


def totals(counts):
    return [{"total": total, "submission_count": count} for total, count in counts.items()]


FLOW = "Des soumissions reçues aux contributions transmises"


def test_the_number_is_what_was_received_less_what_is_not_sent(tmp_path):
    counts = totals({**TOTALS, "sendable": 292, "anonymous": 1})

    assert rows_of(FLOW, tmp_path, [sent("A")], sending__totals=counts, form__form=WITH_TOTALS) == [
        ("Soumissions reçues", "387"),
        ("moins les brouillons jamais envoyés", "11"),
        ("moins les envois remplacés par un plus récent de la même personne", "34"),
        ("moins les réponses non transmises à la demande de leurs auteur·ices", "50"),
        ("Contributions transmises", "292"),
    ]


@pytest.mark.parametrize(
    ("form", "told", "untold"),
    [
        (FORM, None, "n’est pas donné"),
        (
            FORM.replace("[consent]", "[consent]\npublish_totals = false"),
            "a choisi de ne pas le donner",
            "arrondi",
        ),
        # Nobody chose it: the page rounds.
        (f"{FORM}\n[publish]\npublic = true", "déferait cet arrondi", "a choisi"),
    ],
)
def test_the_note_says_why_totals_are_not_given(tmp_path, form, told, untold):
    path = tmp_path / "petit.toml"
    path.write_text(form, encoding="utf-8")
    why = read_form(path).totals_withheld
    form = [{**WITH_TOTALS[0], "totals_withheld": why}]
    counts = [] if why else totals({**TOTALS, "sendable": 292, "anonymous": 1})

    found = note_of(tmp_path, [sent("A")], form__form=form, sending__totals=counts)

    assert untold not in found
    assert not told or told in found
    first = (
        "- Transmises : 1 contribution" if why else "- Reçues : 387 soumissions ; transmises : 1"
    )
    assert first in found


def test_totals_that_do_not_add_up_stop_the_publication(tmp_path):
    tables = {"sending__totals": totals({**TOTALS, "sendable": 1}), "form__form": WITH_TOTALS}

    assert error_of(note_of, tmp_path, [sent("A")], **tables).code == "failed_checks"


# What the answers say


def told_of_question(folder, kind, labels, chosen):
    """The first answer that the note tells of a question, and the others: people chose so, by the
    place of the label."""
    rows = rows_of(
        "Question",
        folder,
        [sent(f"R-{n:02}") for n in range(len(chosen))],
        [
            answer(f"R-{n:02}", "avis", choice_id=str(choice))
            for n, choices in enumerate(chosen)
            for choice in choices
        ],
        form__questions=[{"question_id": "avis", "title": "Avis", "kind": kind}],
        form__items=[],
        form__choices=[
            {"question_id": "avis", "choice_id": str(n), "position": n, "label": label}
            for n, label in enumerate(labels)
        ],
    )
    return [
        (plain(front), [one.partition(" : ")[0] for one in plain(others).split(" · ")])
        for _, front, *_, others in rows
    ]


LEAST, LESS, NEITHER, MORE, MOST, NONE = SCALE = (
    *("Très opposé·e", "Plutôt opposé·e", "Sans avis", "Plutôt favorable", "Très favorable"),
    "Ne se prononce pas",
)
REASONS = [f"Raison {n}" for n in range(7)]


@pytest.mark.parametrize(
    ("kind", "labels", "chosen", "told"),
    [
        # A scale is whole and in its order; a list begins with the most chosen.
        ("choice", SCALE, "00333344211", [(f"{MORE} : 4", [LEAST, LESS, NEITHER, MOST, NONE])]),
        ("choices", SCALE, "00333344211", [(f"{MORE} : 4", [LEAST, LESS, MOST, NEITHER])]),
        # No answer of more than half is left to the others.
        ("choices", REASONS, ("012345", "012345", "06"),
         [("Raison 0 : 3", [*REASONS[1:6], "1 autre"])]),
        # A single box to tick concludes nothing.
        ("choices", ["Lu"], "0", []),
    ],
)  # fmt: skip
def test_the_first_answer_is_told_and_others_in_their_order(tmp_path, kind, labels, chosen, told):
    assert told_of_question(tmp_path, kind, labels, chosen) == told


# Questionnaire


@pytest.mark.parametrize("are_named", [True, False])
def test_the_questionnaire_says_what_else_was_asked(tmp_path, are_named):
    text = FORM.replace(
        'headers = ["Suite"]\nfamilies = false\naudience = "all"',
        'headers = ["Et entre nous ?"]\nfamilies = false\naudience = "organisation"',
    )
    if not are_named:
        text = text.replace("[pack]", "[pack]\ninternal_titles = false")
    path = tmp_path / "petit.toml"
    path.write_text(text, encoding="utf-8")

    with consenting(tmp_path, [sent("A")], []) as tables:
        lines = [*map(plain, lines_of_note(questionnaire_of(tables, read_form(path))))]

    besides = lines[lines.index("## Demandé aussi, et qui ne figure pas dans ce dossier") :]
    told = " ".join(besides)
    assert "2 autres questions étaient posées, dont les réponses restent" in told
    assert "adresse électronique, nom, nom du collectif, commune, code postal" in told
    assert "techniques ou écartés" in told
    assert ("Et entre nous ?" in told, "Pièce" in told) == (are_named, are_named)
    assert ("n’en donne pas le texte" in told) != are_named


# The document


def test_a_name_that_looks_like_a_mark_claims_nothing(tmp_path):
    contributions = [sent("A"), *(sent(one, "collective_name", name=FORGED) for one in "BC")]
    with consenting(tmp_path, contributions, []) as tables:
        claims = write_note(tables, tmp_path, NO_TEXT, partial(values_of, tables))

    assert not {"x", "999"} & {claim.value for claim in claims}
    assert "collective_number=1" in [claim.key for claim in claims if claim.value == "2"]


@needs_poppler
def test_an_organisation_writes_its_own_words(tmp_path):
    text = tmp_path / "petit.note.txt"
    words = (
        "# Note : {{ contributions }}\n\nVoici {{ bilan.remarque }}\n\n{{ raisons.graphique }}\n"
    )
    text.write_text(f"\ufeff{words}", "utf-8")

    first, *_ = pages(tmp_path, [sent("A")], own_text=text)

    assert folded(first).startswith(folded("Note : 1 Voici Le nombre"))


def test_a_text_in_another_encoding_is_refused_and_named(tmp_path):
    text = tmp_path / "petit.note.txt"
    text.write_bytes("# Note à lire".encode("cp1252"))

    error = error_of(pages, tmp_path, [sent("A")], own_text=text)

    assert (error.code, error.where) == ("note_encoding", "petit.note.txt")
    assert not (tmp_path / "00-note-de-methode.pdf").exists()
