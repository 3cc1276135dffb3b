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
    "previous__sent_submissions": """
        submission_id | publicity
        --------------+----------
        f:1           | 2
        f:2           | 3
        f:3           | 3
    """,
    "respondents_steps__sent_submissions": """
        submission_id | contribution_id | consent         | publicity
        --------------+-----------------+-----------------+----------
        f:1           | f:1             | anonymous       | 2
        f:2           | f:2             | own_name        | 3
        f:3           | f:3             | collective_name | 3
        f:4           | f:4             | own_name        | 3
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
    ("then", "raised"),
    [
        # A newer version or a decision lets it leave, or leave under a name, that did not.
        ("f:1 | 1", ["f:2"]),
        # The form file alone does so, whatever came since.
        ("f:1 | 2", ["f:1", "f:2"]),
        ("f:1 | 3", ["f:1", "f:2"]),
    ],
)
def test_what_the_files_of_then_do_not_say_under_any_form_file_was_said_since(
    relation, then, raised
):
    read_again = f"submission_id | publicity\n---\nf:2 | 3\n{then}"

    found = relation("review.raised_consents", **DRAWN | {"previous__sent_submissions": read_again})

    assert sorted({row["submission_id"] for row in found}) == raised


def confirmed(relation, *given: tuple[str, str]):
    """What waits once this was given back, each a file and the fingerprint that it confirms."""
    subject = relation("review.raised_consents", **DRAWN)[0]["subject"]
    rows = "".join(
        f"{file_id} | form_change | [{subject}] | {told} | confirm\n" for file_id, told in given
    )
    return relation(
        "review.raised_consents",
        history__given_decisions="file_id | decision_kind | submission_ids | fingerprint | choice\n"
        f"---\n{rows}",
        **DRAWN,
    )


def test_a_person_confirms_once_all_that_was_shown(relation):
    (first,) = {row["fingerprint"] for row in confirmed(relation)}
    assert confirmed(relation, ("d2", "another")) != []
    assert confirmed(relation, ("d2", first)) == []

    # The same change, made again, is another one, whichever workbook says the former again.
    (second,) = {row["fingerprint"] for row in confirmed(relation, ("d1", first), ("d2", first))}
    assert second != first
    assert confirmed(relation, ("d1", first), ("d2", first), ("d3", second)) == []
