"""sending.control_draw, sending.draws: somebody who wrote nothing of the grid checks it, on texts
drawn by lot; a theme that is added opens the draw again."""

from hashlib import sha256

import pytest

from tests.cases.drawn import Row, Warehouse, assert_rows, drawing_of

COUNT = 8
CODING = "control_coder | control_count\n---\n{} | 3"
FILES = "file_id | read_at\n---\nmon | 2026-11-23 18:00\ntue | 2026-11-24 18:00\n"
CODES = "file_id | text_digest | coder | theme_ids | asked_ids | shown | is_cancelled\n---\n"
# The references of the units, in the order of the draw: made here from its rule.
DRAWN = sorted((f"u{number}" for number in range(COUNT)),
               key=lambda unit: sha256(f"f control {unit}".encode()).hexdigest())  # fmt: skip


def code(place: int, themes: str = "[cost]", grid: str = "[cost]", day: str = "mon", **more) -> str:
    shown, coder, is_cancelled = (
        more.get(name, usual)
        for name, usual in (("shown", "new"), ("coder", "E-contrôle"), ("gone", "false"))
    )
    return f"{day} | {DRAWN[place]} | {coder} | {themes} | {grid} | {shown} | {is_cancelled}\n"


def built(
    table: str, codes: str, themes: str = "cost", control: str = "E", leaving: int = COUNT
) -> list[Row]:
    return Warehouse(
        {
            "form__coding": CODING.format(control),
            "form__questions": "question_id\n---\nq",
            "coding__units": drawing_of(
                "unit_id | question_id | sample_rank", (f"u{n} | q | {n}" for n in range(COUNT))
            ),
            "coding__unit_submissions": drawing_of(
                "unit_id | submission_id", (f"{unit} | {unit}" for unit in DRAWN)
            ),
            "sending__contributions": drawing_of("submission_id", DRAWN[:leaving]),
            "coding__unit_texts": drawing_of(
                "unit_id | text_digest", (f"{unit} | {unit}" for unit in DRAWN)
            ),
            "coding__themes": drawing_of(
                "theme_id | question_ids", (f"{theme} | []" for theme in themes.split())
            ),
            "raw__codes": CODES + codes,
            "raw__decision_files": FILES,
        }
    ).build_chain(table)


def counts(codes: str, themes: str = "cost") -> tuple[object, ...]:
    """How many are drawn, answered and found, and whether the draw is finished."""
    (draw,) = built("sending.draws", codes, themes)
    assert (draw["draw"], draw["population_count"]) == ("control", COUNT)
    names = ("drawn_count", "answered_count", "found_count", "is_finished")
    return tuple(draw[name] for name in names)


def test_the_draw_has_an_order_of_its_own_that_the_form_and_the_texts_alone_decide():
    rows = built("sending.control_draw", "")

    assert [row["unit_id"] for row in sorted(rows, key=lambda row: row["control_rank"])] == DRAWN
    assert [row["is_drawn"] for row in rows].count(True) == 3


def test_a_text_that_its_author_kept_is_not_drawn():
    codes = "".join(code(place, "[]") for place in range(COUNT))
    (draw,) = built("sending.draws", codes, leaving=5)

    assert [draw[f"{count}_count"] for count in ("population", "drawn", "found")] == [5, 5, 5]
    assert built("sending.draws", codes, control="") == []  # nobody checks the grid


def test_it_is_finished_once_all_that_are_drawn_are_read_and_no_theme_is_found():
    assert counts(code(0) + code(2)) == (3, 2, 0, False)
    assert counts(code(0) + code(1, "[]") + code(2)) == (3, 3, 1, True)


def test_texts_read_beyond_it_count_as_far_as_none_is_left_out():
    first = code(0) + code(1, "[]") + code(2)

    assert counts(first + code(3, "[]") + code(5, "[]")) == (4, 4, 2, True)
    assert counts(first + code(5, "[]")) == (3, 3, 1, True)


@pytest.mark.parametrize("again", ["[]", "[fear]"])
def test_a_theme_that_is_added_opens_it_again_and_takes_away_no_text_that_fitted_none(again):
    """The texts that the theme was written for would prove that the grid has no hole."""
    old = code(0) + code(1, "[]") + code(2) + code(3, "[]")
    assert counts(old, "cost fear") == (4, 0, 0, False)

    grid = {"grid": "[cost, fear]", "day": "tue", "shown": "old"}
    anew = "".join(code(place, "[cost]", **grid) for place in (0, 2, 3)) + code(1, again, **grid)
    assert counts(old + anew, "cost fear") == (4, 4, 2, True)


def test_a_mistake_is_corrected_and_a_row_that_was_emptied_is_to_read_again():
    read = code(0) + code(1, "[]") + code(2)

    assert counts(read + code(1, day="tue", shown="none")) == (3, 3, 0, True)
    assert counts(read + code(1, "[]", day="tue", shown="none", gone="true")) == (3, 2, 0, False)


@pytest.mark.parametrize("control", ["E", "A", ""])
def test_the_codes_of_who_checks_the_grid_count_in_no_theme_and_no_agreement(control):
    codes = code(0, coder="A") + code(0, "[]") + code(1)

    # Whoever checks it now: what somebody coded before they changed role stays what it was.
    of_coders = built("coding.codes", codes, control=control)
    assert_rows(of_coders, f"unit_id | coder\n---\n{DRAWN[0]} | A")
    assert_rows(
        built("coding.unit_themes", codes, control=control),
        f"unit_id | theme_id | coder_count | state\n---\n{DRAWN[0]} | cost | 1 | yes",
    )
