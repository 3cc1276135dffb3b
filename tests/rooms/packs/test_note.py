"""The note of method: its figures, its words, the questionnaire and the index."""

from __future__ import annotations

import itertools
import json
from functools import partial

import pytest

from consultation.forms.form import read_form
from consultation.packs.contribution.claims import CLOSE, COLUMNS, MIDDLE, OPEN
from consultation.packs.contribution.named_values import values_of
from consultation.packs.note import write_note
from consultation.packs.questionnaire import write_questionnaire
from consultation.words.errors import OrganiserError
from consultation.words.french import sentences
from tests.cases import sent_contributions
from tests.cases.note import rows_of_note, words_of_note
from tests.cases.poppler import folded, needs_poppler, pages_of, words_of
from tests.cases.sent_contributions import answer, sent
from tests.cases.small import FORM

consenting = partial(sent_contributions.consenting, shown="pack.")

LETTER = (
    "Je refuse que mon corps devienne un code que des machines lisent dans la rue,"
    " et je demande que cela cesse"
)
FORGED = f"{OPEN}{json.dumps(['x'] * len(COLUMNS))}{MIDDLE}999{CLOSE}"
OWN = " parce que ma rue est filmée depuis deux ans et que personne ne répond"


def note_of(folder, contributions, answers=(), **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        return words_of_note(tables)


def rows_of(title, folder, contributions, answers=(), **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        return rows_of_note(tables, title)


def pages(folder, contributions, answers=(), text_file=None, **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        write_note(tables, folder, text_file, partial(values_of, tables))
    return pages_of((folder / "00-note-de-methode.pdf").read_bytes())


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# When


@pytest.mark.slow
def test_weeks_are_told_and_no_day(tmp_path):
    days = [sent("A", at="2022-02-15 10:00"), sent("B", at="2022-03-10 10:00")]

    told = {
        "a": (days, "reçues de la semaine du 14 février 2022 à celle du 7 mars 2022 ;"),
        "b": (days[:1], "reçues dans la semaine du 14 février 2022 ;"),
        "c": ([sent("A", at=None)], "reçues à une date inconnue ;"),
    }
    for name, (contributions, period) in told.items():
        assert period in note_of(tmp_path / name, contributions)


# Where the number comes from

TOTALS = {"received": 387, "rejected": 0, "draft": 11, "resend": 34, "reflection_only": 50}


def totals(counts):
    return [{"total": total, "submission_count": count} for total, count in counts.items()]


def test_the_number_is_what_was_received_less_what_is_not_sent(tmp_path):
    found = note_of(
        tmp_path, [sent("A")], sending__totals=totals({**TOTALS, "sendable": 292, "anonymous": 1})
    )

    assert (
        "387 soumissions reçues, moins 11 brouillons jamais envoyés, moins 34 envois remplacés par"
        " un plus récent de la même personne, moins 50 réponses non transmises à la demande de"
        " leurs auteur·ices : 292 contributions transmises.\n"
    ) in found


def test_totals_that_an_organisation_keeps_are_not_given(tmp_path):
    assert "non transmises n’est pas donné" in note_of(tmp_path, [sent("A")])


def test_totals_that_do_not_add_up_stop_the_publication(tmp_path):
    with pytest.raises(OrganiserError) as refusal:
        note_of(tmp_path, [sent("A")], sending__totals=totals({**TOTALS, "sendable": 1}))

    assert refusal.value.code == "failed_checks"


# Letters


def test_no_letter_is_said_too(tmp_path):
    assert "\nAucun texte d’au moins 30 mots" in note_of(tmp_path / "a", [sent("A")])
    assert rows_of("Lettre", tmp_path / "b", [sent("A")]) == []


# What the answers say


SCALE = ("Très opposé·e", "Plutôt opposé·e", "Sans avis", "Plutôt favorable", "Très favorable")


@pytest.mark.parametrize(("kind", "is_scale"), [("choice", True), ("choices", False)])
def test_a_scale_is_whole_and_in_its_order_and_a_list_begins_with_the_most_chosen(
    tmp_path, kind, is_scale
):
    chosen = [0, 0, 3, 3, 3, 3, 4, 4, 2, 1, 1]
    rows = rows_of(
        "Question",
        tmp_path,
        [sent(f"R-{n:02}") for n in range(len(chosen))],
        [
            answer(f"R-{n:02}", "avis", choice_id=str(choice), item_id=None)
            for n, choice in enumerate(chosen)
        ],
        form__questions=[{"question_id": "avis", "title": "Avis", "kind": kind}],
        form__items=[],
        form__choices=[
            {"question_id": "avis", "choice_id": str(n), "position": n, "label": label}
            for n, label in enumerate((*SCALE, "Ne se prononce pas"))
        ],
    )

    ((_, front, *_, told),) = (tuple(map(plain, row)) for row in rows)
    assert front == "Plutôt favorable : 4"
    labels = [one.partition(" : ")[0] for one in told.split(" · ")]
    in_order = [label for label in (*SCALE, "Ne se prononce pas") if label != "Plutôt favorable"]
    by_count = ["Très opposé·e", "Plutôt opposé·e", "Très favorable", "Sans avis"]
    assert labels == (in_order if is_scale else by_count)


def test_a_single_box_to_tick_concludes_nothing(tmp_path):
    rows = rows_of(
        "Question",
        tmp_path,
        [sent("A")],
        [answer("A", "donnees", choice_id="ok")],
        form__questions=[{"question_id": "donnees", "title": "RGPD", "kind": "choices"}],
        form__choices=[{"question_id": "donnees", "choice_id": "ok", "position": 1, "label": "Lu"}],
    )

    assert rows == []


# Questionnaire


@needs_poppler
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
        write_questionnaire(tables, read_form(path), tmp_path)

    told = folded(words_of((tmp_path / "questionnaire.pdf").read_bytes()))
    _, besides = told.split(folded("Demandé aussi, et qui ne figure pas dans ce dossier"))
    assert folded("2 autres questions étaient posées, dont les réponses restent") in besides
    assert folded("adresse électronique, nom, nom du collectif, commune, code postal") in besides
    assert folded("techniques ou écartés") in besides
    assert (folded("Et entre nous ? Réponse libre") in besides) == are_named
    assert (folded("Pièce Un fichier joint") in besides) == are_named
    assert (folded("n’en donne pas le texte") in besides) != are_named


# The document


def test_a_name_that_looks_like_a_mark_claims_nothing(tmp_path):
    contributions = [sent("A"), *(sent(one, "collective_name", name=FORGED) for one in "BC")]
    with consenting(tmp_path, contributions, []) as tables:
        claims = write_note(tables, tmp_path, None, partial(values_of, tables))

    assert "999" not in {claim.value for claim in claims}
    assert [claim.key for claim in claims if claim.value == "2"][-1] == "collective_number=1"


@needs_poppler
def test_the_text_of_a_rich_form_fits_in_two_pages(tmp_path):
    labels = {f"c{n}": f"Une réponse possible {n}" for n in range(7)}
    questions = [
        *({"question_id": f"q{n}", "title": f"Question fermée {n}", "kind": "choices"}
          for n in range(2)),
        {"question_id": "grille", "title": "Avis sur cinq usages", "kind": "grid"},
        *({"question_id": f"t{n}", "title": f"Une question libre {n}", "kind": "text"}
          for n in range(4)),
        {"question_id": "n", "title": "Combien", "kind": "number"},
    ]  # fmt: skip
    closed = ["q0", "q1", "grille"]
    names = [f"R-{n:02d}" for n in range(20)]
    answers = [
        *(
            answer(name, question, choice_id=choice)
            for (at, name), question, (place, choice) in itertools.product(
                enumerate(names), closed[:2], enumerate(labels)
            )
            if at >= place * 2
        ),
        *(
            answer(name, "grille", item_id=f"i{item}", choice_id=f"c{at % 7}")
            for (at, name), item in itertools.product(enumerate(names), range(5))
        ),
        *(
            answer(name, f"t{n}", text=f"{LETTER} dans ma {n}e ville {OWN if at % 5 else ''}")
            for (at, name), n in itertools.product(enumerate(names), range(4))
        ),
    ]

    found = pages(
        tmp_path,
        [
            sent(name, ("own_name", "anonymous", "collective_name")[at % 3], name="Léa Blin")
            for at, name in enumerate(names)
        ],
        answers,
        form__questions=questions,
        form__items=[
            {"question_id": "grille", "item_id": f"i{n}", "position": n, "label": f"Un usage {n}"}
            for n in range(5)
        ],
        form__choices=[
            {"question_id": q, "choice_id": c, "position": n, "label": label}
            for q in closed
            for n, (c, label) in enumerate(labels.items())
        ],
        sending__reasons=[{"position": n, "reason": "Un export manque."} for n in range(3)],
        sending__doubts=[{"submission_id": "R-01", "is_probable": True}],
        sending__withheld_texts=[{"submission_id": "R-02", "question_id": "t0"}],
        sending__totals=totals(
            {
                "received": 20 + 12 * 8,
                "sendable": 20,
                **dict.fromkeys(sentences()["taken_away"], 12),
            }
        ),
    )

    assert len(found) == 2


@needs_poppler
def test_an_organisation_writes_its_own_words(tmp_path):
    text = tmp_path / "petit.note.txt"
    words = "# Note : {{ contributions }}\n\nVoici {{ bilan }}\n\n{{ raisons.graphique }}\n"
    text.write_text(f"\ufeff{words}", "utf-8")

    first, *_ = pages(tmp_path, [sent("A")], text_file=text)

    assert folded(first).startswith(folded("Note : 1 Voici Le nombre"))


def test_a_figure_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    text = tmp_path / "petit.note.txt"
    text.write_text("# Note\n\n{{ contribution }}", "utf-8")

    with pytest.raises(OrganiserError) as error:
        pages(tmp_path, [sent("A")], text_file=text)

    assert error.value.code == "template_unknown_hole"
    assert "petit.note.txt" in error.value.message
    assert "{{ contributions }}" in error.value.message
    assert not (tmp_path / "00-note-de-methode.pdf").exists()


def test_a_text_that_is_not_in_utf8_is_refused(tmp_path):
    text = tmp_path / "petit.note.txt"
    text.write_bytes("# Note à lire".encode("cp1252"))

    with pytest.raises(OrganiserError) as error:
        pages(tmp_path, [sent("A")], text_file=text)

    assert error.value.code == "note_encoding"
