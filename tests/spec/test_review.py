"""review: what organisers are asked to look at; nothing of it is applied."""

import hashlib

import pytest

from consultation.decisions.sheets import key_of, read_key
from tests.cases.drawn import Row, assert_rows


def groups(rows: list[Row], reason: str | None = None) -> set[str]:
    """The submissions of each group, of one reason if need be, joined by +."""
    found: dict[object, list[str]] = {}
    for row in (row for row in rows if reason in (None, row["reason"])):
        found.setdefault(row["group_key"], []).append(str(row["submission_id"]))
    return {"+".join(sorted(members)) for members in found.values()}


def subjects(rows: list[Row]) -> dict[str, object]:
    """The state of each set of submissions."""
    return {"+".join(row["submission_ids"]): row["state"] for row in rows}


# Subjects: what a row of the sheet is about.


def test_two_reasons_for_the_same_submissions_make_one_row(relation):
    found = relation(
        "review.subjects",
        review__same_names="reason | group_key | submission_id\n---\n"
        "same_name | n | f:2\nsame_name | n | f:1",
        review__same_words="reason | group_key | submission_id\n---\n"
        "same_words | m | f:1\nsame_words | m | f:2",
    )

    ((submission_ids, reasons),) = {
        (tuple(r["submission_ids"]), tuple(r["reasons"])) for r in found
    }
    assert submission_ids == ("f:1", "f:2")
    assert sorted(reasons) == ["same_name", "same_words"]


def test_a_decision_that_nothing_suspects_any_more_has_its_own_row(relation):
    found = relation(
        "review.subjects",
        review__same_names="reason | group_key | submission_id\n---\n"
        "same_name | n | f:1\nsame_name | n | f:2\nsame_name | n | f:3",
        respondents__decisions="""
            subject_id | submission_ids | choice
            -----------+----------------+-------
            s1         | [f:1, f:2]     | same
            s2         | [f:3, f:4]     | same
        """,
    )

    assert {"+".join(row["submission_ids"]): row["reasons"] for row in found} == {
        "f:1+f:2+f:3": ["same_name"],
        "f:3+f:4": ["decided_before"],
    }


# Where a row stands.

SUSPECTED = """
    export_id | sid | submitted_at     | name         | postcode
    ----------+-----+------------------+--------------+---------
    a         | 1   | 2026-02-01 10:00 | Zoé Exemple  | 35000
    a         | 2   | 2026-02-02 10:00 | EXEMPLE Zoé  | 35000
    a         | 3   | 2026-02-03 10:00 | Max Exemple  | 29000
"""
ANSWERS = """
    export_id | record_number | question_id | text
    ----------+---------------+-------------+------
    a         | 1             | why         | one
    a         | 2             | why         | two
"""


def suspicions(chain, **drawings: str) -> list[Row]:
    return chain(
        "review.suspicions",
        form__questions="question_id | kind\n---\nwhy | text",
        typed__submissions=SUSPECTED,
        typed__answers=ANSWERS,
        **drawings,
    )


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


def test_an_undecided_row_says_what_is_known_of_its_submissions(chain):
    found = suspicions(chain)

    assert_rows(
        found,
        """
        state | submission_count | excess_count | linked_count | towns
        ------+------------------+--------------+--------------+----------
        open  | 2                | 1            | 0            | ['35000']
        """,
    )
    assert_rows(found, "distinct_answers_count\n---\n2")


@pytest.mark.slow
@pytest.mark.parametrize("choice", ["same", "different"])
def test_a_decided_row_stays_with_its_decision(chain, choice):
    found = suspicions(chain, raw__decisions=given(chain, choice=choice))

    assert_rows(
        found,
        f"state | choice | excess_count | reasons\n---\napplied | {choice} | 1 | ['same_name']",
    )


def test_a_row_whose_submissions_have_changed_is_asked_again(chain):
    found = suspicions(chain, raw__decisions=given(chain, fingerprint="other"))

    assert_rows(found, "state | choice\n---\nchanged | same")


def test_a_group_that_has_grown_is_asked_again_with_what_was_decided(chain):
    decision = given(chain)
    more = SUSPECTED + "    a | 4 | 2026-02-04 10:00 | Zoé Exemple | 35000\n"

    found = chain(
        "review.suspicions",
        form__questions="question_id | kind\n---\nwhy | text",
        typed__submissions=more,
        typed__answers=ANSWERS,
        raw__decisions=decision,
    )

    assert subjects(found) == {"f:1+f:2+f:4": "grown"}
    assert_rows(found, "choice\n---\nsame")


def test_a_decision_about_more_covers_what_is_left_of_the_group(chain):
    chain(
        "review.past_decisions",
        review__subjects="subject_id | submission_ids\n---\nnow | [f:1, f:2]",
        review__members="subject_id | submission_id\n---\nnow | f:1\nnow | f:2",
        respondents__decisions="""
            subject_id | submission_ids  | choice    | state
            -----------+-----------------+-----------+--------
            before     | [f:1, f:2, f:3] | same      | applied
            other      | [f:2, f:3]      | different | applied
        """,
        gives="decided_subject_id | is_covering | is_exact\n---\nbefore | true | false",
    )


def test_a_row_stands_under_the_decision_that_is_obeyed(chain):
    chain(
        "review.past_decisions",
        review__subjects="subject_id | submission_ids\n---\nnow | [f:1, f:2]",
        review__members="subject_id | submission_id\n---\nnow | f:1\nnow | f:2",
        respondents__decisions="""
            subject_id | submission_ids  | choice    | state     | decided_at
            -----------+-----------------+-----------+-----------+-----------------
            now        | [f:1, f:2]      | same      | overruled | 2026-11-01 10:00
            more       | [f:1, f:2, f:3] | different | applied   | 2026-11-02 10:00
        """,
        gives="decided_subject_id | is_covering\n---\nmore | true",
    )


@pytest.mark.slow
def test_different_people_who_are_linked_through_others_are_contradictory(chain):
    """f:1 and f:2 are different, and each the same as f:3: nobody can be right."""
    rows = suspicions(chain)
    keys = {"+".join(row["submission_ids"]): row["key"].split("-")[1] for row in rows}
    decisions = given(chain, choice="different")
    others = chain(
        "people.fingerprints",
        form__questions="question_id | kind\n---\nwhy | text",
        typed__submissions=SUSPECTED,
        typed__answers=ANSWERS,
    )
    checksums = {row["submission_id"]: row["same_person"] for row in others}
    for pair in (("f:1", "f:3"), ("f:2", "f:3")):
        told = " ".join(str(checksums[name]) for name in pair).encode()
        keys["+".join(pair)] = hashlib.sha256(told).hexdigest()[:16]
        decisions += f"\n[{', '.join(pair)}] | same | {keys['+'.join(pair)]} | 2026-11-24 10:00"

    assert subjects(suspicions(chain, raw__decisions=decisions)) == {
        "f:1+f:2": "contradictory",
        "f:1+f:3": "applied",
        "f:2+f:3": "applied",
    }


def test_too_many_submissions_for_one_cell_are_shown_and_cannot_be_decided(chain):
    found = suspicions(
        chain,
        form__thresholds="cell_character_limit | long_text_word_count\n---\n7 | 12",
    )

    assert_rows(found, "state | key\n---\ntoo_many |")


def test_the_key_is_the_one_that_python_checks(chain):
    (row,) = suspicions(chain)

    key = read_key(row["key"])
    assert key is not None
    assert key_of(key.kind, key.fingerprint, row["submission_ids"]) == row["key"]
