"""review: what the form file alone makes more public than at the last publication."""

from __future__ import annotations

import pytest

from tests.cases.drawn import assert_rows

# Three people under the form file of then, all read otherwise now.
DRAWN = {
    "raw__published_files": "file_id | typing_stamp\n---\nold | before\nd1 |",
    "raw__published_consents": """
        submission_id | publicity | is_waiting
        --------------+-----------+-----------
        f:2           | 2         | false
        f:3           | 3         | false
    """,
    "typed__exports": "export_id | typing_stamp\n---\nold | after\nnew | after",
    "history__exports": "export_id | export_number\n---\nold | 1\nnew | 2",
    "typed__submissions": """
        export_id | record_number | submission_id | consent
        ----------+---------------+---------------+----------
        old       | 1             | f:1           | anonymous
        old       | 2             | f:2           | own_name
        old       | 3             | f:3           | own_name
    """,
    "respondents__members": """
        submission_id | contribution_id
        --------------+----------------
        f:1           | f:1
        f:2           | f:2
        f:3           | f:3
        f:4           | f:4
    """,
    "respondents__contributions": """
        submission_id | consent         | is_sendable
        --------------+-----------------+------------
        f:1           | anonymous       | true
        f:2           | own_name        | true
        f:3           | collective_name | true
        f:4           | own_name        | true
    """,
}
RAISED = """
    submission_id | publicity_before | consent
    --------------+------------------+----------
    f:1           | 0                | anonymous
    f:2           | 2                | own_name
"""


def test_it_is_what_leaves_or_has_a_name_and_did_not_then(relation):
    assert_rows(relation("review.raised_consents", **DRAWN), RAISED)


def test_under_the_same_form_file_only_what_waited_waits(relation):
    same = {
        "typed__exports": "export_id | typing_stamp\n---\nold | before\nnew | before",
        "raw__published_consents": "submission_id | publicity | is_waiting\n---\nf:2 | 2 | true",
    }

    found = relation("review.raised_consents", **DRAWN | same)

    assert [row["submission_id"] for row in found] == ["f:2"]


def test_before_the_first_publication_there_is_nothing_to_compare_with(relation):
    first = {"raw__published_files": "file_id\n---", "raw__published_consents": "publicity\n---"}

    assert relation("review.raised_consents", **DRAWN | first) == []


@pytest.mark.parametrize(
    ("consent", "raised"),
    [("own_name", ["f:2"]), ("anonymous", ["f:1", "f:2"]), ("", ["f:1", "f:2"])],
)
def test_a_newer_version_explains_it_where_it_says_something_else(relation, consent, raised):
    again = f"{DRAWN['typed__submissions']}        new | 1 | f:1 | {consent}\n"

    found = relation("review.raised_consents", **DRAWN | {"typed__submissions": again})

    assert [row["submission_id"] for row in found] == raised


@pytest.mark.parametrize(
    ("choice", "file_id", "raised"),
    [
        ("latest", "d2", ["f:2"]),
        ("different", "d2", ["f:2"]),
        ("least_public", "d2", ["f:1", "f:2"]),
        ("latest", "d1", ["f:1", "f:2"]),
    ],
)
def test_so_does_a_decision_that_lets_more_leave(relation, choice, file_id, raised):
    found = relation(
        "review.raised_consents",
        history__given_decisions=f"""
            file_id   | decision_kind | submission_ids | choice
            ----------+---------------+----------------+---------
            {file_id} | consent       | [f:1]          | {choice}
        """,
        **DRAWN,
    )

    assert [row["submission_id"] for row in found] == raised


@pytest.mark.parametrize(
    ("file_id", "fingerprint", "is_confirmed"),
    [("d2", None, True), ("d1", None, False), ("d2", "another", False)],
)
def test_a_person_confirms_all_that_was_shown_since(relation, file_id, fingerprint, is_confirmed):
    shown = {row["fingerprint"] for row in relation("review.raised_consents", **DRAWN)}

    found = relation(
        "review.raised_consents",
        history__given_decisions=f"""
            file_id   | decision_kind | fingerprint                  | choice
            ----------+---------------+------------------------------+--------
            {file_id} | form_change   | {fingerprint or shown.pop()} | confirm
        """,
        **DRAWN,
    )

    assert (found == []) is is_confirmed
