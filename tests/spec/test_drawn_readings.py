"""sending.drawn_readings: which texts a person reads where a draw by lot decides it."""

import pytest

from tests.cases.drawn import cells_by, drawing_of, in_text

TEXTS = """
    submission_id | question_id | masked_text       | mask_kinds | mentions
    f:1           | why         | Un banc           | []         | []
    f:2           | why         | un banc !         | []         | []
    f:3           | why         | Merci à Zoé Brume | []         | []
    f:4           | why         | [courriel]        | [email]    | []
    f:5           | why         | L'école du parc   | []         | [école]
"""
READ = """
    submission_id | question_id | state   | choice
    f:1           | why         | {0}     | send
    f:2           | why         | {0}     | send
    f:3           | why         | {1}     | {2}
    f:4           | why         | open    |
    f:5           | why         | by_hand |
"""
DRAWN = {
    "form__form": "form_id | has_drawn_review | has_required_review\n---\nf | true | true",
    "form__questions": "question_id | kind | has_families\n---\nwhy | text | true",
    "redaction__texts": TEXTS,
}


def asked(count: int) -> str:
    limits = "drawn_text_count | cell_character_limit | quick_text_character_limit"
    return f"{limits}\n---\n{count} | 1000 | 50"


def test_texts_pointed_at_are_outside_the_draw_and_equal_texts_are_one_unit(relation):
    rows = relation(
        "sending.drawn_readings",
        **DRAWN,
        form__thresholds=asked(1),
        sending__readings=READ.format("open", "open", ""),
    )

    ranks = cells_by(rows, "submission_id", "draw_rank")
    assert ranks["f:1"] == ranks["f:2"]
    assert {ranks["f:1"], ranks["f:3"]} == {1, 2}
    assert (ranks["f:4"], ranks["f:5"]) == (None, None)
    assert [row["is_drawn"] for row in rows] == [row["draw_rank"] == 1 for row in rows]
    assert [row["is_pointed_at"] for row in rows] == [row["draw_rank"] is None for row in rows]


def test_no_other_answer_and_no_mask_of_a_reader_moves_a_text_in_the_draw(relation):
    def units(texts):
        rows = relation(
            "sending.drawn_readings",
            **DRAWN | {"redaction__texts": texts},
            form__thresholds=asked(1),
            sending__readings=READ.format("open", "applied", "mask"),
        )
        return cells_by(rows, "submission_id", "unit_id")

    before = units(TEXTS)
    masked = TEXTS.replace("Zoé Brume | []        ", "Zoé Brume | [chosen]  ")
    after = units(masked.replace("[courriel]", "Autre"))
    assert after == before | {"f:4": after["f:4"]}


@pytest.mark.parametrize(
    ("states", "count", "told"),
    [
        (("open", "open", ""), 300, (2, 2, 0, 0, False)),
        (("applied", "applied", "send"), 1, (2, 2, 2, 0, True)),
        (("applied", "applied", "mask"), 300, (2, 2, 2, 1, True)),
        (("applied", "applied", "withhold"), 300, (2, 2, 2, 1, True)),
        (("applied", "unfound", "mask"), 300, (2, 2, 1, 0, False)),
    ],
)
def test_the_draw_grows_with_what_is_read_in_its_order(relation, states, count, told):
    drawn = relation(
        "sending.drawn_readings",
        **DRAWN,
        form__thresholds=asked(count),
        sending__readings=READ.format(*states),
    )
    columns = ("submission_id", "unit_id", "draw_rank", "is_drawn", "is_read", "is_found")
    cells = (" | ".join(in_text(row[name]) or "" for name in columns) for row in drawn)
    table = drawing_of(" | ".join(columns), cells)
    form = DRAWN["form__form"]
    (draw,) = relation("sending.draws", form__form=form, sending__drawn_readings=table)

    names = ("population", "drawn", "answered", "found")
    counts = tuple(draw[f"{name}_count"] for name in names)
    assert (*counts, draw["is_finished"]) == told


@pytest.mark.parametrize(
    "masked",
    [
        {"sending__reading_decisions": "words\n---\n['zoe BRUME', '!']"},
        # Of a text that no longer leaves.
        {"history__given_decisions": "decision_kind | choice | is_latest | words\n---\n"
         "reading | mask | true | ['zoe BRUME', '!']"},
    ],
)  # fmt: skip
def test_words_that_a_reader_masked_are_pointed_at_wherever_they_stand(relation, masked):
    rows = relation(
        "sending.drawn_readings",
        **DRAWN | masked,
        form__thresholds=asked(0),
        sending__readings=READ.format("open", "open", ""),
    )

    assert cells_by(rows, "submission_id", "found_words")["f:3"] == ["zoe BRUME"]
    pointed_at = cells_by(rows, "submission_id", "is_pointed_at")
    assert {sid for sid, is_so in pointed_at.items() if is_so} == {"f:3", "f:4", "f:5"}


@pytest.mark.parametrize(("has_draw", "required"), [("true", 2), ("false", 4)])
def test_only_what_is_drawn_or_pointed_at_holds_the_pack_back(chain, has_draw, required):
    form = DRAWN["form__form"].replace("| true |", f"| {has_draw} |")
    reasons = chain(
        "reasons.counted",
        **DRAWN | {"form__form": form},
        form__thresholds=asked(0),
        sending__contributions="submission_id\n---\nf:1\nf:2\nf:3\nf:4\nf:5",
    )

    assert [r["text_count"] for r in reasons if r["reason"] == "unread_texts"] == [required]
