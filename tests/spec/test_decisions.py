"""Decisions that organisers gave back: which stand, and which are obeyed."""

import hashlib

import pytest

from tests.cases.drawn import Row, assert_rows, drawing_of


def fingerprint(*checksums: str) -> str:
    """What the sheet says of submissions with these checksums, in the order of their ids."""
    return hashlib.sha256(" ".join(checksums).encode()).hexdigest()[:16]


def choices(decisions: list[Row]) -> dict[str, object]:
    """The choice made about each set of submissions."""
    return {"+".join(row["submission_ids"]): row["choice"] for row in decisions}


# What stands: clean.decisions.


def test_a_decision_is_one_per_kind_and_set_of_submissions(chain):
    chain(
        "clean.decisions",
        raw__decisions="""
            decision_kind | submission_ids | choice    | initials
            same_person   | [f:1, f:2]     | same      | AB
            consent       | [f:1, f:2]     | latest    |
            same_person   | [f:2, f:3]     | different | CD
        """,
        gives="""
        decision_kind | choice    | initials | is_contradictory
        same_person   | same      | AB       | false
        consent       | latest    |          | false
        same_person   | different | CD       | false
        """,
    )


def test_a_decision_saved_by_a_clock_ahead_is_of_the_moment_it_was_read(chain):
    chain(
        "history.given_decisions",
        raw__decision_files="file_id | read_at\n---\na | 2026-11-02 09:00",
        raw__decisions="""
            file_id | sheet_row | submission_ids | decided_at
            a       | 1         | [f:1, f:2]     | 2062-01-01 10:00
            a       | 2         | [f:1, f:2]     | 2026-11-01 10:00
        """,
        gives="""
        sheet_row | decided_at       | is_latest
        1         | 2026-11-02 09:00 | true
        2         | 2026-11-01 10:00 | false
        """,
    )


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        # The latest date wins, and the contrary is remembered.
        (("different | 02 | one | ", "same | 03 | one | AB", "different | 01 | one | "),
         "same | 2026-11-03 10:00 | AB | true | false"),
        # Of the same date, two choices contradict each other.
        (("same | 01 | one | AB", "different | 01 | one | CD"),
         " | 2026-11-01 10:00 | AB, CD | true | true"),
        # To say the same again contradicts nothing, nor to decide anew about what has changed.
        (("same | 01 | one | ", "same | 01 | one | ", "same | 02 | one | "),
         "same | 2026-11-02 10:00 | | false | false"),
        (("same | 01 | before | ", "different | 02 | after | "),
         "different | 2026-11-02 10:00 | | false | false"),
    ],
)  # fmt: skip
def test_the_latest_choice_stands_unless_another_contradicts_it(chain, said, stands):
    columns = "file_id | submission_ids | choice | decided_at | fingerprint | initials"
    rows = [
        f"{file_id} | [f:1, f:2] | {row[0]} | 2026-11-{row[1]} 10:00 | {' | '.join(row[2:])}"
        for file_id, row in zip("bac", (line.split(" | ") for line in said), strict=False)
    ]
    chain(
        "clean.decisions",
        raw__decisions=drawing_of(columns, rows),
        gives="choice | decided_at | initials | has_other_choice | is_contradictory\n---\n"
        f"{stands}",
    )


def test_of_a_day_and_a_moment_of_it_two_choices_contradict_each_other(chain):
    days = ("02 07:00 | false", "01 23:00 | true", "02 14:00 | false", "02 23:00 | true")
    rows = [
        f"[{pair}] | {choice} | 2026-11-{day}"
        for pair, other in (("f:1, f:2", 1), ("f:2, f:3", 2), ("f:3, f:4", 3))
        for choice, day in (("same", days[0]), ("different", days[other]))
    ]
    decisions = chain(
        "clean.decisions",
        raw__decisions=drawing_of("submission_ids | choice | decided_at | is_dated", rows),
    )

    assert choices(decisions) == {"f:1+f:2": None, "f:2+f:3": "different", "f:3+f:4": "different"}


@pytest.mark.parametrize(
    ("kind", "more", "less"),
    [
        ("consent", "own_name", "reflection_only"),
        ("consent", "anonymous", "unclear"),
        ("same_person", "different", "same"),
        ("reading", "send", "withhold"),
        ("reading", "mask", "withhold"),
    ],
)
def test_to_save_a_workbook_again_lets_nothing_more_leave(chain, kind, more, less):
    """An undated row has the date when it was first said. Of another text it is said anew. What was
    decided on the page is of its own moment: to send after a later no was meant."""
    first, later, last = (f"2026-11-{day} 10:00 | false |" for day in ("02", "09", "12"))
    timed = [f"2026-11-02 1{hour}:00 | | true" for hour in range(3)]
    said = {
        "f:1": [(more, first, "one"), (less, later, "one"), (more, last, "one")],
        "f:2": [(less, later, "one"), (more, last, "one")],
        "f:3": [(more, first, "one"), (less, later, "one"), (more, last, "another")],
        "f:4": [(more, first, "one"), (less, later, "one"),
                (more, "2026-11-11 23:00 | true |", "one")],
        "f:5": [(more, timed[0], "one"), (less, timed[1], "one"), (more, timed[2], "one")],
        "f:6": [(more, timed[0], "one"), (less, timed[1], "one"),
                (more, "2026-11-02 12:00 | | false", "one")],
    }  # fmt: skip
    rows = [
        f"{kind} | [{sid}] | {choice} | {text} | {moment}"
        for sid, given in said.items()
        for choice, moment, text in given
    ]
    columns = "decision_kind | submission_ids | choice | fingerprint | decided_at | is_dated"
    given = drawing_of(f"{columns} | is_timed", rows)
    decisions = chain("clean.decisions", raw__decisions=given)

    kept = {"f:1": less, "f:2": more, "f:3": more, "f:4": more, "f:5": more, "f:6": less}
    assert choices(decisions) == kept


def test_words_to_mask_that_are_saved_again_give_way_to_none_but_a_later_sending(chain):
    """Else fewer words would be masked than somebody chose since."""
    rows = [
        "[f:1] | mask | [a] | 2026-11-02 10:00 | false",
        "[f:1] | mask | [a, b] | 2026-11-09 10:00 | true",
        "[f:1] | mask | [a] | 2026-11-12 10:00 | false",
        "[f:2] | mask | [a] | 2026-11-02 10:00 | false",
        "[f:2] | send | | 2026-11-09 10:00 | true",
        "[f:2] | mask | [a] | 2026-11-12 10:00 | false",
    ]
    columns = "submission_ids | choice | words | decided_at | is_timed | decision_kind"
    given = drawing_of(columns, (f"{row} | reading" for row in rows))
    decisions = chain("history.given_decisions", raw__decisions=given)

    assert_rows(
        [row for row in decisions if row["is_latest"]],
        """
        submission_ids | choice | words      | decided_at
        ['f:1']        | mask   | ['a', 'b'] | 2026-11-09 10:00
        ['f:2']        | mask   | ['a']      | 2026-11-12 10:00
        """,
    )


def test_nobody_is_named_in_what_is_published(chain):
    (decision,) = chain(
        "clean.decisions",
        raw__decisions="submission_ids | choice | remark\n---\n[f:1, f:2] | same | Camille dit que",
    )

    assert "Camille" not in str(decision)
    assert "remark" not in decision


# What is obeyed: respondents.decisions.


@pytest.mark.parametrize(
    ("given", "obeyed"),
    [
        # One applies while its submissions are as they were, and known.
        (["f:1+f:2 | same | 01"], ["applied"]),
        (["f:1+f:2 | same | 01 | other"], ["changed"]),
        (["f:1+f:9 | same | 01", "f:8+f:9 | same | 01"], ["changed", "changed"]),
        # Contradictory choices are not obeyed, nor those that share two submissions.
        (["f:1+f:2 | same | 01", "f:1+f:2 | different | 01"], ["contradictory"]),
        (["f:1+f:2+f:3 | same | 01", "f:2+f:3 | different | 01"], ["contradictory"] * 2),
        # A later contrary overrules.
        (["f:1+f:2+f:3 | same | 01", "f:2+f:3 | different | 02"], ["overruled", "applied"]),
        # Those that agree or share one submission stand together.
        (["f:1+f:2+f:3 | same | 01", "f:2+f:3 | same | 02"], ["applied", "applied"]),
        (["f:1+f:2 | same | 01", "f:2+f:3 | different | 02"], ["applied", "applied"]),
    ],
)
def test_a_decision_is_obeyed_while_nothing_changed_and_nobody_said_otherwise(chain, given, obeyed):
    checksums = {"f:1": "a", "f:2": "b", "f:3": "c", "f:8": "j", "f:9": "k"}
    rows = []
    for row in given:
        ids, choice, day, *other = row.split(" | ")
        digest = fingerprint(*other or (checksums[name] for name in ids.split("+")))
        rows.append(f"[{ids.replace('+', ', ')}] | {choice} | 2026-11-{day} 10:00 | {digest}")
    decisions = chain(
        "respondents.decisions",
        people__fingerprints="submission_id | same_person\n---\nf:1 | a\nf:2 | b\nf:3 | c",
        raw__decisions=drawing_of("submission_ids | choice | decided_at | fingerprint", rows),
    )

    states = {"+".join(row["submission_ids"]): row["state"] for row in decisions}
    assert [states[ids] for ids in sorted(states, key=len, reverse=True)] == obeyed


# What decisions are about: people.fingerprints.

SUBMISSION = {
    "clean__submissions": "submission_id | consent | postcode\n---\nf:1 | anonymous | 35000",
    "people__people": "submission_id | name | has_usable_name | folded_email\n---\n"
    "f:1 | Zoé | true | z@example.org",
    "form__questions": "question_id | kind\n---\nreasons | choices\nviews | grid\nwhy | text\n"
    "cameras | number\nday | date\nfile | file",
    "clean__answers": """
        submission_id | question_id | item_id | choice_id | text       | number | date
        f:1           | reasons     |         | cost      |            |        |
        f:1           | views       | theft   | 5         |            |        |
        f:1           | why         |         |           | words      |        |
        f:1           | cameras     |         |           |            | 12     |
        f:1           | day         |         |           |            |        | 2026-01-31
        f:1           | file        |         |           | /photo.jpg |        |
    """,
}


@pytest.mark.parametrize(
    ("table", "before", "after", "differing"),
    [
        # What is written, in any question. A file is named anew when it is sent again.
        *(("clean__answers", before, after, {"same_person", "written_digest"})
          for before, after in (("cost ", "power"), ("theft", "crowd"), ("5  ", "4  "),
                                ("words", "Words"), ("12 ", "13 "), ("01-31", "01-30"))),
        ("clean__answers", "/photo.jpg", "/photo_0.jpg", set()),
        # Who they are, but not their consent, nor which address they have.
        ("people__people", "Zoé", "Zoë", {"same_person"}),
        ("people__people", "z@example.org", "", {"same_person"}),
        ("clean__submissions", "35000", "35200", {"same_person"}),
        ("clean__submissions", "anonymous", "own_name", set()),
        ("people__people", "z@example.org", "y@example.org", set()),
    ],
)  # fmt: skip
def test_a_checksum_changes_with_what_a_decision_rests_on(chain, table, before, after, differing):
    plain, changed = (
        chain("people.fingerprints", **SUBMISSION | {table: drawing})[0]
        for drawing in (SUBMISSION[table], SUBMISSION[table].replace(before, after))
    )

    names = ("same_person", "written_digest")
    assert {name for name in names if plain[name] != changed[name]} == differing


def test_the_order_of_answers_changes_no_checksum(chain):
    header, *answers = SUBMISSION["clean__answers"].strip().splitlines()
    turned = {"clean__answers": "\n".join([header, *reversed(answers)])}

    plain = chain("people.fingerprints", **SUBMISSION)
    assert plain == chain("people.fingerprints", **SUBMISSION | turned)
