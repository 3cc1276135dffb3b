"""coding.units: what people code, each text once, in an order drawn by lot that stays."""

import pytest

from tests.cases.drawn import assert_rows, cells_by, drawing_of

ASKED = "question_id | is_coded\n---\nwhy | true\nelse | false"
COLUMNS = "submission_id | question_id | text"
CODING = "both_count | texts_max\n---\n{both} | {most}"


def units_of(relation, answers: str, coders: str = "AB", both: int = 2, most: int = 9, **drawings):
    """The units of answers « submission | text » to the question `why`."""
    rows = [line.split(" | ") for line in answers.strip().splitlines()]
    places = [f"{place} | {coder}" for place, coder in enumerate(coders, 1)]
    ordinary = {
        "form__questions": ASKED,
        "form__coding": CODING.format(both=both, most=most),
        "form__coders": drawing_of("position | coder", places),
        "respondents__contributions": drawing_of("submission_id", (row[0] for row in rows)),
        "clean__answers": drawing_of(COLUMNS, (f"{row[0]} | why | {row[1]}" for row in rows)),
    }
    return relation("coding.units", **ordinary | drawings)


def numbered(first: int, last: int) -> str:
    return "\n".join(f"f:{number} | texte {number}" for number in range(first, last + 1))


def order_of(units) -> list[str]:
    return [unit["text"] for unit in sorted(units, key=lambda unit: unit["sample_rank"])]


def test_the_same_words_are_coded_once_and_count_for_all_who_wrote_them(relation):
    """Accents, capitals and punctuation don't count. A text without letter or figure is none."""
    units = units_of(relation, "f:1 | La sécurité !\nf:2 | la securite\nf:3 | La TVA\nf:4 | ...")

    columns = "text | unit_kind | respondent_count"
    assert_rows(units, f"{columns}\n---\nLa sécurité ! | text | 2\nLa TVA | text | 1")


def test_only_contributions_and_the_questions_that_are_coded_have_units(relation):
    said = "f:1 | why | oui", "f:1 | else | non", "f:2 | why | bis"
    units = units_of(relation, "f:1 | oui", clean__answers=drawing_of(COLUMNS, said))

    assert [unit["text"] for unit in units] == ["oui"]


LETTER = {
    "families__members": """
        submission_id | question_id | family_id | text_id | relation
        f:1           | why         | why-aaa   | t1      | original
        f:2           | why         | why-aaa   | t1      | same
        f:3           | why         | why-aaa   | t2      | edited
        f:4           | why         | why-aaa   | t3      | extended
        f:5           | why         | why-aaa   | t3      | extended
    """,
    "families__additions": "question_id | text_id | text\n---\nwhy | t3 | et moi j'ajoute",
}


def test_a_letter_is_coded_once_for_all_its_wordings_and_what_was_added_to_it_apart(relation):
    """The letter is shown as most sent it."""
    added = "La lettre et moi j'ajoute"
    texts = ["La lettre.", "la lettre", "La bettre", added, added]
    lines = "\n".join(f"f:{number} | {text}" for number, text in enumerate(texts, start=1))

    units = units_of(relation, lines, **LETTER)

    columns = "unit_kind | text | respondent_count"
    assert_rows(units, f"{columns}\n---\nletter | La lettre. | 5\naddition | et moi j'ajoute | 2")


def test_a_text_that_is_what_others_added_to_a_letter_is_coded_with_it(relation):
    letters = "\n".join(f"f:{number} | La lettre et moi j'ajoute" for number in (4, 5))

    units = units_of(relation, f"{letters}\nf:9 | Et moi, j'ajoute !", **LETTER)

    assert_rows(units, "unit_kind | respondent_count\n---\nletter | 2\ntext | 3")


@pytest.mark.parametrize(
    ("coders", "both", "most"),
    [("A", 4, 20), ("AB", 0, 20), ("ABC", 4, 10), ("AB", 30, 10), ("", 2, 9)],
)
def test_some_are_coded_by_all_and_each_of_the_others_by_one(relation, coders, both, most):
    units = units_of(relation, numbered(1, 20), coders, both, most)

    ranks = {unit["sample_rank"]: unit for unit in units}
    assert sorted(ranks) == list(range(1, 21))
    assert [rank for rank in ranks if ranks[rank]["is_shared"]] == [r for r in ranks if r <= both]
    assert [rank for rank in ranks if ranks[rank]["is_sampled"]] == [r for r in ranks if r <= most]
    alone = [unit["coder"] for unit in units if not unit["is_shared"]]
    assert set(alone) == (set(coders or [None]) if both < 20 else set())
    assert {unit["coder"] for unit in units if unit["is_shared"]} <= {None}


def test_later_answers_change_neither_the_order_nor_who_codes_the_others(relation):
    before = units_of(relation, numbered(1, 12))
    after = units_of(relation, numbered(1, 30), most=99)

    assert [text for text in order_of(after) if text in order_of(before)] == order_of(before)
    coders = {unit["text"]: unit["coder"] for unit in before if not unit["is_shared"]}
    assert {unit["text"]: unit["coder"] for unit in after if unit["text"] in coders} == coders


def test_the_lot_is_not_the_order_of_answers_and_each_form_draws_its_own(relation):
    here = order_of(units_of(relation, numbered(1, 12)))
    elsewhere = order_of(units_of(relation, numbered(1, 12), form__form="form_id\n---\nother"))

    assert sorted(here) == sorted(elsewhere)
    assert here not in (sorted(here), elsewhere)


def test_what_was_added_to_a_letter_comes_right_after_it_in_the_order_of_the_draw(relation):
    """Drawn on its own, it would let a beginning have fewer of those who added than of others."""
    senders = {letter: range(20 + 3 * letter, 23 + 3 * letter) for letter in range(1, 6)}
    sent = [(letter, n) for letter, numbers in senders.items() for n in numbers]
    texts = [numbered(1, 20), *(f"f:{n} | lettre {letter} et {n}" for letter, n in sent)]
    columns = "submission_id | question_id | family_id | text_id | relation"
    members = [f"f:{n} | why | why-{letter} | t{n} | extended" for letter, n in sent]
    added = drawing_of("question_id | text_id | text", (f"why | t{n} | et {n}" for _, n in sent))
    units = units_of(
        relation,
        "\n".join(texts),
        most=99,
        families__members=drawing_of(columns, members),
        families__additions=added,
    )

    ranks = cells_by(units, "unit_id", "sample_rank")
    of_texts = cells_by(units, "text", "sample_rank")
    for letter, numbers in senders.items():
        own = sorted(of_texts[f"et {n}"] for n in numbers)
        assert own == [ranks[f"why-{letter}"] + place for place in (1, 2, 3)]
