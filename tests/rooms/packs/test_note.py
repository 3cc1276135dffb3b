"""The note of method: its figures, its words, the questionnaire and the index."""

from __future__ import annotations

import itertools
from functools import partial

import pytest

from consultation.errors import OrganiserError
from consultation.forms.form import read_form
from consultation.french import sentences, with_no_break_spaces
from consultation.packs import note
from consultation.packs.note import write_note
from consultation.packs.questionnaire import consent_asked, questions_asked, write_questionnaire
from consultation.packs.typesetting.note_documents import Bullets, Question, Table
from tests.cases import sent_contributions
from tests.cases.note import figures_of_note
from tests.cases.poppler import folded, needs_poppler, pages_of, properties, structure, words_of
from tests.cases.sent_contributions import answer, sent
from tests.cases.small import FORM

consenting = partial(sent_contributions.consenting, shown="pack.")

LETTER = (
    "Je refuse que mon corps devienne un code que des machines lisent dans la rue,"
    " et je demande que cela cesse"
)
LONG = (
    f"{LETTER} tout de suite, parce que la loi ne le permet pas et que personne ne nous a demandé"
    " ce que nous en pensons"
)
OWN = " parce que ma rue est filmée depuis deux ans et que personne ne répond"


def figures_of(folder, contributions, answers=(), **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        return figures_of_note(tables)


def pages(folder, contributions, answers=(), text_file=None, **tables):
    with consenting(folder, contributions, answers, **tables) as tables:
        write_note(tables, folder, text_file)
    return pages_of((folder / "00-note-de-methode.pdf").read_bytes())


def lines(bullets):
    assert isinstance(bullets, Bullets)
    return list(bullets.items)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# How many, in whose name


def test_contributions_are_counted_by_consent_and_by_quality_of_the_name(tmp_path):
    found = figures_of(
        tmp_path,
        [
            sent("A", "own_name", name="Léa Blin"),
            sent("B", "own_name", name="Zoé"),
            sent("C", "own_name", name="Loulou"),
            sent("D", "own_name"),
            sent("E"),
            sent("F"),
            sent("G", "collective_name", name="Les Amis"),
            sent("H", "collective_name", name="les amis "),
            sent("I", "collective_name"),
        ],
    )

    assert found["contributions"] == "9 contributions"
    assert list(map(plain, lines(found["accords"]))) == [
        "4 en leur nom : 1 avec prénom et nom, 2 avec un seul mot (prénom ou pseudonyme),"
        " 1 dont le nom n’est pas renseigné",
        "2 sans nom, à la demande de leurs auteur·ices",
        "3 au nom d’un collectif (nom déclaré, mandat non vérifié), dont 1 sans nom de collectif"
        " renseigné. Plusieurs fois le même : « Les Amis » (2) ; liste : contributions.xlsx,"
        " feuille Collectifs",
    ]


def test_what_nobody_chose_is_not_said(tmp_path):
    found = figures_of(tmp_path, [sent("A", "own_name", name="Léa Blin")])

    assert list(map(plain, lines(found["accords"]))) == ["1 en son nom : 1 avec prénom et nom"]
    assert found["doutes"] == found["textes_non_transmis"] == ""


def test_large_numbers_are_as_french_writes_them(tmp_path):
    found = figures_of(tmp_path, [sent(f"R-{n:04d}") for n in range(1234)])

    assert found["documents"] == "1\u202f234 documents"


@pytest.mark.slow
def test_weeks_are_told_and_no_day(tmp_path):
    days = [sent("A", at="2022-02-15 10:00"), sent("B", at="2022-03-10 10:00")]

    assert plain(str(figures_of(tmp_path / "a", days)["periode"])) == (
        "de la semaine du 14 février 2022 à celle du 7 mars 2022"
    )
    assert plain(str(figures_of(tmp_path / "b", days[:1])["periode"])) == (
        "dans la semaine du 14 février 2022"
    )
    assert figures_of(tmp_path / "c", [sent("A", at=None)])["periode"] == "à une date inconnue"


def test_probable_double_sends_and_texts_kept_back_are_said(tmp_path):
    found = figures_of(
        tmp_path,
        [sent("A"), sent("B")],
        sending__doubts=[
            {"submission_id": "A", "is_probable": True},
            {"submission_id": "B", "is_probable": False},
        ],
        sending__withheld_texts=[{"submission_id": "A", "question_id": "texte"}],
    )

    assert plain(str(found["doutes"])).startswith("1 contribution est signalée")
    assert "1 contribution a d’autres points communs" in plain(str(found["doutes"]))
    assert str(found["textes_non_transmis"]).startswith("1 texte n’a pas été transmis")


# Where the number comes from

TOTALS = {"received": 387, "rejected": 0, "draft": 11, "resend": 34, "reflection_only": 50}


def totals(counts):
    return [{"total": total, "submission_count": count} for total, count in counts.items()]


def test_the_number_is_what_was_received_less_what_is_not_sent(tmp_path):
    found = figures_of(
        tmp_path, [sent("A")], sending__totals=totals({**TOTALS, "sendable": 292, "anonymous": 1})
    )

    assert plain(str(found["bilan"])) == (
        "387 soumissions reçues, moins 11 brouillons jamais envoyés, moins 34 envois remplacés par"
        " un plus récent de la même personne, moins 50 réponses non transmises à la demande de"
        " leurs auteur·ices : 292 contributions transmises."
    )


def test_a_small_number_is_told_as_less_than_eleven_and_cannot_be_had_by_subtraction(tmp_path):
    counts = {**TOTALS, "received": None, "vanished": None, "unclear": None, "sendable": 292}
    bilan = plain(str(figures_of(tmp_path, [sent("A")], sending__totals=totals(counts))["bilan"]))

    # 292 + 11 + 34 + 50, and twice from one to ten: what is shown leaves nothing more to be had.
    assert bilan.startswith(
        "De 389 à 407 soumissions reçues : 292 contributions transmises, moins de 11 réponses"
        " effacées du formulaire depuis, 11 brouillons jamais envoyés,"
    )
    assert "moins de 11 réponses dont l’accord n’est pas clair, non transmises" in bilan


def test_totals_that_an_organisation_keeps_are_not_given(tmp_path):
    assert "n’est pas donné" in str(figures_of(tmp_path, [sent("A")])["bilan"])


def test_totals_that_do_not_add_up_stop_the_publication(tmp_path):
    with pytest.raises(OrganiserError) as refusal:
        figures_of(tmp_path, [sent("A")], sending__totals=totals({**TOTALS, "sendable": 1}))

    assert refusal.value.code == "failed_checks"


# Letters


def test_a_letter_is_named_by_its_first_words_with_its_people_wordings_and_additions(tmp_path):
    texts = {"A": LONG, "B": LONG, "C": LONG + OWN, "D": "Non merci"}
    found = figures_of(
        tmp_path,
        [sent(reference) for reference in texts],
        [answer(reference, "texte", text=text) for reference, text in texts.items()],
    )

    assert found["textes"].rows == (("Vos arguments", "4", "3"),)
    ((name, *counts),) = (tuple(map(plain, row)) for row in found["lettres"].rows)
    assert name.startswith("n° 1 · Je refuse que mon corps")
    assert counts == ["Vos arguments", "3", "2", "1"]
    assert plain(str(found["lettres_resume"])) == (
        "3 contributions reprennent 1 lettre type : un même texte, ou presque, d’au moins 30 mots,"
        " chez trois personnes ou plus. 2 contributions ne font que reprendre de tels textes,"
        " lettres ou textes plus courts, sans rien de personnel : 2 avec une lettre type, 0 avec"
        " des textes plus courts seulement. C’est ce que la règle « sans les textes repris » met à"
        " part."
    )


def test_a_shorter_passage_that_people_share_is_no_letter(tmp_path):
    assert 12 < len(LETTER.split()) < 30
    found = figures_of(
        tmp_path,
        [sent(reference) for reference in "ABC"],
        [answer(reference, "texte", text=LETTER) for reference in "ABC"],
    )

    assert found["lettres"].rows == ()
    assert "il n’y a pas de lettre type" in plain(str(found["lettres_resume"]))
    told = plain(str(found["lettres_resume"]))
    assert "1 texte plus court est commun à trois personnes ou plus (12 mots au moins)" in told
    assert "0 avec une lettre type, 3 avec des textes plus courts seulement" in told


def test_no_letter_is_said_too(tmp_path):
    found = figures_of(tmp_path, [sent("A")])

    assert str(found["lettres_resume"]).startswith("Aucun texte")
    assert (found["lettres"].rows, found["textes"].rows) == ((), ())


# What the answers say


def test_the_leading_answer_stands_with_those_it_leads(tmp_path):
    opinions = ["pour", "contre", "contre", "contre"]
    found = figures_of(
        tmp_path,
        [sent(name) for name in "ABCDE"],
        [
            answer(name, "avis", item_id="ville", choice_id=opinion)
            for name, opinion in zip("ABCD", opinions, strict=True)
        ],
    )

    assert [tuple(map(plain, row)) for row in found["avis"].rows] == [
        ("En ville", "Contre : 3", "4", "75,0 %", "75,0 %", "Pour : 1 (25,0 %)")
    ]
    assert "Aucune règle de comptage ne met une autre réponse en tête" in str(found["avis_resume"])


def test_a_conclusion_that_changes_with_the_rule_is_flagged(tmp_path):
    found = figures_of(
        tmp_path,
        [sent(name) for name in "ABCDE"],
        [
            *(answer(name, "texte", text=LETTER) for name in "ABC"),
            *(answer(name, "mode", choice_id="velo") for name in "ABC"),
            *(answer(name, "mode", choice_id="train") for name in "DE"),
        ],
    )

    ((_, leader, base, share, span, others),) = found["avis"].rows
    assert (plain(leader), base, plain(share)) == ("Vélo : 3", "5", "60,0 %")
    assert plain(span) == "0,0 à 60,0 %"
    assert plain(others) == "Train : 2 (40,0 %)"
    assert "La réponse en tête change selon la règle" in str(found["avis_resume"])
    assert "Votre mode" in str(found["avis_resume"])


def test_the_greatest_total_comes_first_then_the_answers_that_it_counts(tmp_path):
    reasons = {"A": ["prix", "bruit"], "B": ["bruit"], "C": ["autre"], "D": ["prix"]}
    found = figures_of(
        tmp_path,
        [sent(name) for name in "ABCD"],
        [
            *(
                answer(name, "raisons", choice_id=choice)
                for name, ticked in reasons.items()
                for choice in ticked
            ),
            *(answer(name, "texte", text=LETTER) for name in "ABD"),
        ],
        form__groups=[
            {"question_id": "raisons", "group_label": label, "choice_id": choice, "position": place}
            for place, label, choice in [
                (1, "Nuisances", "prix"),
                (1, "Nuisances", "bruit"),
                (2, "Le reste", "autre"),
            ]
        ],
    )

    ((_, first, base, share, span, others),) = found["avis"].rows
    # Two reasons of one person are one person.
    assert (plain(first), base, plain(share)) == ("Nuisances (total) : 3", "4", "75,0 %")
    assert plain(span) == "0,0 à 75,0 %"
    assert plain(others).startswith("Le reste (total) : 1 (25,0 %) · ")
    assert "Bruit : 2 (50,0 %)" in plain(others)
    assert "dépasse la moitié change selon la règle" in str(found["avis_resume"])


def test_answers_that_lead_together_make_no_leader(tmp_path):
    found = figures_of(
        tmp_path,
        [sent("A"), sent("B")],
        [answer("A", "mode", choice_id="velo"), answer("B", "mode", choice_id="train")],
    )

    assert [tuple(map(plain, row)) for row in found["avis"].rows] == [
        ("Votre mode", "à égalité", "2", "50,0 %", "—", "Vélo : 1 (50,0 %) · Train : 1 (50,0 %)")
    ]
    assert "Aucune règle de comptage ne met une autre réponse en tête" in str(found["avis_resume"])


def test_a_tie_under_a_rule_is_told_as_a_tie(tmp_path):
    found = figures_of(
        tmp_path,
        [sent(name) for name in "ABCDE"],
        [
            *(answer(name, "texte", text=LETTER) for name in "ABC"),
            *(answer(name, "mode", choice_id="velo") for name in "ABCD"),
            answer("E", "mode", choice_id="train"),
        ],
    )

    # Without the three that wrote the same, one of each is left.
    assert plain(str(found["avis_resume"])) == (
        "Une égalité en tête se fait ou se défait selon la règle de comptage :"
        " Votre mode (Sans les textes repris). Ce qui dépasse la moitié change selon la règle de"
        " comptage : Votre mode (Sans les textes repris)."
    )


SCALE = ("Très opposé·e", "Plutôt opposé·e", "Sans avis", "Plutôt favorable", "Très favorable")


@pytest.mark.parametrize(("kind", "is_scale"), [("choice", True), ("choices", False)])
def test_a_scale_is_whole_and_in_its_order_and_a_list_begins_with_the_most_chosen(
    tmp_path, kind, is_scale
):
    chosen = [0, 0, 3, 3, 3, 3, 4, 4, 2, 1, 1]
    found = figures_of(
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

    ((_, front, *_, others),) = (tuple(map(plain, row)) for row in found["avis"].rows)
    assert front == "Plutôt favorable : 4"
    labels = [one.partition(" : ")[0] for one in others.split(" · ")]
    in_order = [label for label in (*SCALE, "Ne se prononce pas") if label != "Plutôt favorable"]
    by_count = ["Très opposé·e", "Plutôt opposé·e", "Très favorable", "Sans avis"]
    assert labels == (in_order if is_scale else by_count)


def test_a_single_box_to_tick_concludes_nothing(tmp_path):
    found = figures_of(
        tmp_path,
        [sent("A")],
        [answer("A", "donnees", choice_id="ok")],
        form__questions=[{"question_id": "donnees", "title": "RGPD", "kind": "choices"}],
        form__choices=[{"question_id": "donnees", "choice_id": "ok", "position": 1, "label": "Lu"}],
    )

    assert found["avis"].rows == ()


# Questionnaire


def test_the_questionnaire_is_word_for_word(tmp_path):
    with consenting(tmp_path, [sent("A")], []) as tables:
        asked, consent = questions_asked(tables), consent_asked(tables)

    assert asked[:2] == (
        Question(
            "Pour quelles raisons\u00a0?",
            "Plusieurs choix possibles",
            (),
            ("Prix, coût", "Bruit", "Autre"),
        ),
        Question(
            "Quel est votre avis\u00a0?",
            "Un choix par élément",
            ("En ville", "Aux champs"),
            ("Pour", "Contre"),
        ),
    )
    assert [question.kind for question in asked[2:]] == [
        "Un seul choix possible",
        "Réponse libre",
        "Un nombre",
        "Une date",
        "Une heure",
    ]
    assert consent == (
        Question(
            "Acceptez-vous l'envoi\u00a0?",
            "Un seul choix possible",
            (),
            ("Oui, en mon nom", "Oui, pour mon collectif", "Oui, anonymement", "Non"),
        ),
    )


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


@needs_poppler
def test_the_default_note_is_honest_and_says_why_it_is_a_draft(tmp_path):
    first, *rest = pages(
        tmp_path,
        [sent("A", "own_name", name="Léa Blin"), sent("B")],
        [answer("A", "raisons", choice_id="prix")],
        sending__reasons=[{"position": 1, "reason": "3 textes restent à relire."}],
    )

    text = folded(first + "".join(rest))
    assert folded(first).startswith(folded("PROJET — 3 textes restent à relire."))
    for said in [
        "Consultation contre les caméras : 2 contributions, chacune comptable à part",
        "Transmis par : [organisation], [contact], le [date d’envoi]",
        "Les personnes ont choisi de répondre à un appel",
        "ne mesurent pas l’opinion de la population",
        "les identités n’ont pas été vérifiées",
    ]:
        assert folded(said) in text, said
    pdf = (tmp_path / "00-note-de-methode.pdf").read_bytes()
    assert properties(pdf)["Tagged"] == "yes"
    assert "Table" in structure(pdf)


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
    text.write_text("\ufeff# Note : {nombre}\n\nVoici {bilan}\n\n{doutes}\n\n{lettres}\n", "utf-8")

    first, *_ = pages(tmp_path, [sent("A")], text_file=text)

    assert folded(first).startswith(folded("Note : 1 Voici Le nombre"))


def test_a_figure_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    text = tmp_path / "petit.note.txt"
    text.write_text("# Note\n\n{contribution}", "utf-8")

    with pytest.raises(OrganiserError) as error:
        pages(tmp_path, [sent("A")], text_file=text)

    assert error.value.code == "note_unknown_word"
    assert "petit.note.txt, ligne 3" in error.value.message
    assert "{contributions}" in error.value.message
    assert not (tmp_path / "00-note-de-methode.pdf").exists()


def test_a_text_that_is_not_in_utf8_is_refused(tmp_path):
    text = tmp_path / "petit.note.txt"
    text.write_bytes("# Note à lire".encode("cp1252"))

    with pytest.raises(OrganiserError) as error:
        pages(tmp_path, [sent("A")], text_file=text)

    assert error.value.code == "note_encoding"


def test_spaces_before_high_signs_do_not_break():
    assert with_no_break_spaces("Oui : « 8 % » ! {a} ; b") == (
        "Oui\u00a0: «\u00a08\u00a0%\u00a0»\u00a0! {a}\u00a0; b"
    )


def test_the_default_text_uses_every_figure_but_those_given_twice(tmp_path):
    found = figures_of(tmp_path, [sent("A")])
    text = note._text(None)

    assert {name for name in found if f"{{{name}}}" not in text} == {"nombre", "demandes"}
    assert isinstance(found["avis"], Table)


@needs_poppler
def test_the_same_contributions_make_the_same_bytes(tmp_path):
    rows = [answer("A", "raisons", choice_id=choice) for choice in ("prix", "bruit")]
    rows += [answer("B", "texte", text=LETTER)]
    made = []
    for folder, order in (("a", 1), ("b", -1)):
        pages(tmp_path / folder, [sent("A"), sent("B")][::order], rows[::order])
        made.append((tmp_path / folder / "00-note-de-methode.pdf").read_bytes())

    assert made[0] == made[1]
