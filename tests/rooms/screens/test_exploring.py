"""The figures of the people that a person chose, counted again in plain Python."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from itertools import product

import pytest

from consultation.machine.settings import database_in
from consultation.screens.exploring import Filter, View, view_of
from tests.cases.given_back import READ_ALL, execute_in
from tests.cases.small import row, small_run

pytestmark = pytest.mark.slow

# The cells that rows are drawn from, and what the form file calls them.
WHO = {"Citoyen·ne": "citoyen", "Association": "association"}
REASONS = {"Prix,_coût": "prix", "Bruit": "bruit"}
OPINIONS = {"Pour": "pour", "Contre": "contre"}
MODES = {"Vélo": "velo", "Train": "train"}
SENDS = {"Oui, en mon nom": "own_name", "Oui, sans nom": "anonymous", "Non": "reflection_only"}
WORDS = ["L’été, c’est trop cher.", "ÇA COÛTE CHER", "Rien à dire", ""]
LETTER = (
    "Madame la maire, je vous demande de rouvrir la ligne de train de {} avant la rentrée, avec des"
    " places assises pour toutes et tous, des vélos à bord et une gare ouverte du matin au soir."
)
TOWNS = ["Brest", "Lyon"]


def drawn_row(sid: int, draw: random.Random) -> dict[str, str]:
    cells = {
        "Nom": f"Personne {sid}",
        "Envoi": draw.choice([*SENDS]),
        "Qui": draw.choice([*WHO, ""]),
        "En_ville": draw.choice([*OPINIONS, ""]),
        "Aux_champs": draw.choice([*OPINIONS, ""]),
        "Mode": draw.choice([*MODES, ""]),
        "Texte": draw.choice(
            [*WORDS, LETTER.format(draw.choice(TOWNS)), f"Mon idée {sid}", f"Son avis {sid}"]
        ),
        "Combien": draw.choice(["", "1", "2", "10"]),
    }
    return cells | {heading: "X" for heading in REASONS if draw.random() < 0.5}


@pytest.fixture(scope="module")
def answers() -> dict[int, dict[str, str]]:
    draw = random.Random(33)  # noqa: S311
    return {sid: drawn_row(sid, draw) for sid in range(1, 61)}


@pytest.fixture(scope="module")
def look(tmp_path_factory, answers):
    rows = [row(sid, **cells) for sid, cells in answers.items()]
    run = small_run(tmp_path_factory.mktemp("exploring"), *rows)
    run.publish()
    database = database_in(run.release)

    def view(*filters: tuple[str, str], words: str = "", **of_texts: object) -> View:
        return view_of(database, [Filter(*one) for one in filters], words, **of_texts)

    return view


def meets(cells: dict[str, str], facet: str, value: str) -> bool:
    """Whether somebody who answered so meets a filter."""
    known = {
        "category": lambda: WHO.get(cells["Qui"]) == value,
        "consent": lambda: SENDS[cells["Envoi"]] == value,
        "choice:mode": lambda: MODES.get(cells["Mode"]) == value,
        "choice:avis:ville": lambda: OPINIONS.get(cells["En_ville"]) == value,
        "choice:raisons": lambda: any(
            cells.get(heading) and REASONS[heading] == value for heading in REASONS
        ),
    }
    return known[facet]()


def shares(view: View) -> dict[tuple[str, str | None, str], tuple[int, int]]:
    return {
        (question.title, question.item, choice.label): (choice.chosen, choice.answered)
        for question in view.questions
        for choice in question.choices
    }


FILTERS = [
    ("category", "citoyen"),
    ("consent", "anonymous"),
    ("choice:mode", "velo"),
    ("choice:avis:ville", "contre"),
    ("choice:raisons", "bruit"),
]


@pytest.mark.parametrize("filters", [*product(FILTERS, FILTERS)])
def test_each_share_is_that_of_those_who_meet_every_filter(look, answers, filters):
    people = [cells for cells in answers.values() if all(meets(cells, *one) for one in filters)]
    view = look(*filters)

    assert (view.people, view.all_people) == (len(people), len(answers))
    told = shares(view)
    reasons = [cells for cells in people if any(cells.get(one) for one in REASONS)]
    for heading, label in {"Prix,_coût": "Prix, coût", "Bruit": "Bruit"}.items():
        chosen = sum(heading in cells for cells in people)
        assert told["Raisons", None, label] == (chosen, len(reasons))
    for heading, item in {"En_ville": "En ville", "Aux_champs": "Aux champs"}.items():
        answered = [cells[heading] for cells in people if cells[heading]]
        for label in OPINIONS:
            assert told["Avis", item, label] == (answered.count(label), len(answered))
    modes = [cells["Mode"] for cells in people if cells["Mode"]]
    assert told["Mode", None, "Train"] == (modes.count("Train"), len(modes))
    (number,) = view.numbers
    numbers = [int(cells["Combien"]) for cells in people if cells["Combien"]]
    assert number.answer_count == len(numbers)
    if numbers:
        assert number.mean == pytest.approx(statistics.mean(numbers))
        assert number.median == pytest.approx(statistics.median(numbers))


def test_of_one_facet_any_value_will_do(look, answers):
    view = look(("choice:mode", "velo"), ("choice:mode", "train"))

    assert view.people == sum(bool(cells["Mode"]) for cells in answers.values())


def test_words_are_found_whatever_their_accents_and_capitals(look, answers):
    view = look(words="coute CHER")
    assert (
        view.people == view.text_count == sum("COÛTE" in one["Texte"] for one in answers.values())
    )
    assert {text.text for text in view.texts} == {"ÇA COÛTE CHER"}

    for words in ("l'été  c'est", "L’ÉTÉ, C’EST", "ete c est"):
        assert look(words=words).people == sum("été" in one["Texte"] for one in answers.values())

    both = look(("category", "citoyen"), words="cher")
    assert both.people == sum(
        one["Qui"] == "Citoyen·ne" and "cher" in one["Texte"].lower() for one in answers.values()
    )


def test_all_texts_are_there_page_after_page(look, answers):
    first = look()
    pages = [look(after=after) for after in range(0, first.line_count, len(first.texts))]
    lines = [text for page in pages for text in page.texts]

    assert len(lines) == first.line_count > len(first.texts)
    assert sum(line.person_count for line in lines) == first.text_count
    assert first.text_count == sum(bool(one["Texte"]) for one in answers.values())


def in_line(text: str) -> str:
    """The line of a text: a letter and its copies are one, whatever the town."""
    return "letter" if text.startswith("Madame") else text


@pytest.mark.parametrize("filters", [(), (("category", "citoyen"),), (("choice:mode", "velo"),)])
def test_a_letter_is_one_line_with_its_number_and_a_question_says_what_was_written(
    look, answers, filters
):
    written = [
        cells["Texte"]
        for cells in answers.values()
        if cells["Texte"] and all(meets(cells, *one) for one in filters)
    ]
    view = look(*filters, question="texte")
    lines = [*view.texts, *look(*filters, question="texte", after=len(view.texts)).texts]

    in_lines = Counter(map(in_line, written))
    assert in_lines == {in_line(one.text): one.person_count for one in lines}
    assert view.text_count == len(written)
    assert look(*filters, question="suite").text_count == 0

    (question,) = [one for one in look(*filters).open_questions if one.title == "Texte"]

    assert question.answer_count == len(written)
    assert question.word_count == sum(len(text.split()) for text in written)
    copies = in_lines["letter"]
    letters = (1, copies) if copies >= 3 else (0, 0)
    assert (question.letter_count, question.letter_people) == letters
    assert question.themes == question.drawn == []  # nobody has re-read anything


def test_three_of_the_texts_that_were_read_again_are_drawn_a_letter_once(tmp_path):
    yes, texts = "Oui, sans nom", [LETTER.format("Brest")] * 9 + [f"Mon idée {n}" for n in range(3)]
    rows = [row(sid, Envoi=yes, Texte=text) for sid, text in enumerate(texts, start=1)]
    run = small_run(tmp_path, *rows, row(40, Envoi="Non", Texte="Entre nous"))
    run.build()
    execute_in(run, *READ_ALL)
    run.build()
    run.publish()
    questions = view_of(database_in(run.release), [], "").open_questions
    (drawn,) = [one.drawn for one in questions if one.title == "Texte"]

    counts = {one["text"]: one["person_count"] for one in drawn}
    assert len(counts) == len(drawn) == 3
    assert counts.items() <= Counter(texts).items()


def test_what_the_database_does_not_know_is_left_aside(look):
    view = look(("category", "inconnue"), ("choice:mode", "'; drop table x"), ("", ""))

    assert (view.filters, view.people) == ((), view.all_people)


def test_how_a_share_moves_with_the_rule_is_told_of_everybody_alone(look):
    everybody, some = look(), look(("category", "citoyen"))
    (choice, *_) = some.questions[0].choices

    assert (choice.smallest, choice.greatest) == (choice.share, choice.share)
    assert any(
        one.smallest < one.greatest for question in everybody.questions for one in question.choices
    )
