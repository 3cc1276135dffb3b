"""review: what organisers are asked to look at. Nothing of it is applied."""

import pytest

from consultation.decisions.sheets import key_of, read_key
from tests.cases.drawn import Row, assert_rows, drawing_of

# Subjects: what a row of the sheet is about.


def three(reason: str, *ids: str) -> str:
    return drawing_of("group_key | reason | submission_id", (f"n | {reason} | {i}" for i in ids))


def test_a_row_is_about_one_set_of_submissions_and_decided_sets_have_their_own(relation):
    found = relation(
        "review.subjects",
        review__same_names=three("same_name", "f:2", "f:1", "f:3"),
        review__same_words=three("same_words", "f:1", "f:2", "f:3"),
        respondents__decisions="""
            subject_id | submission_ids | choice
            s1         | [f:1, f:2]     | same
            s2         | [f:3, f:4]     | same
        """,
    )

    assert {"+".join(row["submission_ids"]): sorted(row["reasons"]) for row in found} == {
        "f:1+f:2+f:3": ["same_name", "same_words"],
        "f:3+f:4": ["decided_before"],
    }


# Where a row stands.

SUSPECTED = """
    export_id | sid | submitted_at     | name         | postcode
    a         | 1   | 2026-02-01 10:00 | Zoé Exemple  | 35000
    a         | 2   | 2026-02-02 10:00 | EXEMPLE Zoé  | 35000
    a         | 3   | 2026-02-03 10:00 | Max Exemple  | 29000
"""
ANSWERS = """
    export_id | record_number | question_id | text
    a         | 1             | why         | one
    a         | 2             | why         | two
"""


def suspicions(chain, **drawings: str) -> list[Row]:
    plain = {
        "form__questions": "question_id | kind\n---\nwhy | text",
        "typed__submissions": SUSPECTED,
        "typed__answers": ANSWERS,
    }
    return chain("review.suspicions", **plain | drawings)


def given(chain, **cells: str) -> str:
    """A decision about the suspected pair, given back with the key that the sheet shows."""
    (row,) = suspicions(chain)
    decision = {
        "submission_ids": "[f:1, f:2]",
        "choice": "same",
        "fingerprint": row["key"].split("-")[1],
        "decided_at": "2026-11-24 10:00",
    } | cells
    return f"{' | '.join(decision)}\n---\n{' | '.join(decision.values())}"


def test_an_undecided_row_says_what_is_known_and_has_the_key_that_python_checks(chain):
    (row,) = suspicions(chain)

    assert_rows(
        [row],
        """
        state | submission_count | excess_count | linked_count | towns     | distinct_answers_count
        open  | 2                | 1            | 0            | ['35000'] | 2
        """,
    )
    key = read_key(row["key"])
    assert key is not None
    assert key_of(key.kind, key.fingerprint, row["submission_ids"]) == row["key"]


@pytest.mark.parametrize(
    ("decision", "more", "expected"),
    [
        ({}, "", "f:1+f:2 | applied | same | 1"),
        ({"choice": "different"}, "", "f:1+f:2 | applied | different | 1"),
        # What it is about has changed, or has grown.
        ({"fingerprint": "other"}, "", "f:1+f:2 | changed | same | 1"),
        ({}, "    a | 4 | 2026-02-04 10:00 | Zoé Exemple | 35000\n",
         "f:1+f:2+f:4 | grown | same | 2"),
    ],
)  # fmt: skip
def test_a_decided_row_stays_with_its_decision(chain, decision, more, expected):
    decided = given(chain, **decision)
    (row,) = suspicions(chain, raw__decisions=decided, typed__submissions=SUSPECTED + more)

    found = ["+".join(row["submission_ids"]), row["state"], row["choice"], row["excess_count"]]
    assert " | ".join(map(str, found)) == expected


@pytest.mark.parametrize(
    ("decisions", "stands_under"),
    [
        # A decision about more covers what is left of the group.
        ("before | [f:1, f:2, f:3] | same | applied |\nother | [f:2, f:3] | different | applied |",
         "before | true | false"),
        # The decision that is obeyed comes first.
        ("now | [f:1, f:2] | same | overruled | 2026-11-01 10:00\n"
         "more | [f:1, f:2, f:3] | different | applied | 2026-11-02 10:00", "more | true | false"),
    ],
)  # fmt: skip
def test_a_row_stands_under_the_decision_that_covers_it(chain, decisions, stands_under):
    chain(
        "review.past_decisions",
        review__subjects="subject_id | submission_ids\n---\nnow | [f:1, f:2]",
        review__members="subject_id | submission_id\n---\nnow | f:1\nnow | f:2",
        respondents__decisions="subject_id | submission_ids | choice | state | decided_at\n---\n"
        + decisions,
        gives=f"decided_subject_id | is_covering | is_exact\n---\n{stands_under}",
    )


def test_different_people_who_are_linked_through_others_are_contradictory(chain):
    """f:1 and f:2 are different, and each the same as f:3: nobody can be right."""
    found = suspicions(
        chain,
        respondents__decisions="subject_id | submission_ids | choice\n---\n"
        "a | [f:1, f:2] | different\nb | [f:1, f:3] | same\nc | [f:2, f:3] | same",
    )

    assert_rows(
        found,
        "submissions | state\n---\n"
        "f:1, f:2 | contradictory\nf:1, f:3 | applied\nf:2, f:3 | applied",
    )


def test_too_many_submissions_for_one_cell_are_shown_and_cannot_be_decided(chain):
    found = suspicions(
        chain,
        form__thresholds="cell_character_limit | long_text_word_count\n---\n7 | 12",
    )

    assert_rows(found, "state | key\n---\ntoo_many |")
