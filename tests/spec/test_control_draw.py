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
    twice = [f"{unit} | {unit}" for unit in DRAWN]
    units = [f"u{n} | q | {n}" for n in range(COUNT)]
    given = [f"{theme} | []" for theme in themes.split()]
    return Warehouse(
        {
            "form__coding": CODING.format(control),
            "form__questions": "question_id\n---\nq",
            "coding__units": drawing_of("unit_id | question_id | sample_rank", units),
            "coding__unit_submissions": drawing_of("unit_id | submission_id", twice),
            "sending__contributions": drawing_of("submission_id", DRAWN[:leaving]),
            "coding__unit_texts": drawing_of("unit_id | text_digest", twice),
            "coding__themes": drawing_of("theme_id | question_ids", given),
            "raw__codes": CODES + codes,
            "raw__decision_files": FILES,
        }
    ).build_chain(table)


def test_the_draw_has_an_order_of_its_own_that_the_form_and_the_texts_alone_decide():
    rows = built("sending.control_draw", "")

    assert [row["unit_id"] for row in sorted(rows, key=lambda row: row["control_rank"])] == DRAWN
    assert [row["is_drawn"] for row in rows].count(True) == 3


def test_a_text_that_its_author_kept_is_not_drawn():
    codes = "".join(code(place, "[]") for place in range(COUNT))
    (draw,) = built("sending.draws", codes, leaving=5)

    assert [draw[f"{count}_count"] for count in ("population", "drawn", "found")] == [5, 5, 5]
    assert built("sending.draws", codes, control="") == []  # nobody checks the grid


READ = code(0) + code(1, "[]") + code(2)
NEW_GRID = {"grid": "[cost, fear]", "day": "tue", "shown": "old"}
ANEW = "".join(code(place, **NEW_GRID) for place in (0, 2, 3))


@pytest.mark.parametrize(
    ("codes", "themes", "expected"),
    [
        # It is finished once all that are drawn are read and no theme is found.
        (code(0) + code(2), "cost", (3, 2, 0, False)),
        (READ, "cost", (3, 3, 1, True)),
        # Texts read beyond it count as far as none is left out.
        (READ + code(3, "[]") + code(5, "[]"), "cost", (4, 4, 2, True)),
        (READ + code(5, "[]"), "cost", (3, 3, 1, True)),
        # A theme that is added opens it again, and takes away no text that fitted none: the texts
        # that the theme was written for would prove that the grid has no hole.
        (READ + code(3, "[]"), "cost fear", (4, 0, 0, False)),
        *((READ + code(3, "[]") + ANEW + code(1, again, **NEW_GRID), "cost fear", (4, 4, 2, True))
          for again in ("[]", "[fear]")),
        # A mistake is corrected, and a row that was emptied is to read again.
        (READ + code(1, day="tue", shown="none"), "cost", (3, 3, 0, True)),
        (READ + code(1, "[]", day="tue", shown="none", gone="true"), "cost", (3, 2, 0, False)),
    ],
)  # fmt: skip
def test_how_many_are_drawn_answered_and_found_and_whether_it_is_finished(codes, themes, expected):
    (draw,) = built("sending.draws", codes, themes)

    assert (draw["draw"], draw["population_count"]) == ("control", COUNT)
    names = ("drawn_count", "answered_count", "found_count", "is_finished")
    assert tuple(draw[name] for name in names) == expected


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
