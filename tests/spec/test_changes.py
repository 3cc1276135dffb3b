"""changes: what the latest export changed, submission by submission and field by field."""

from __future__ import annotations

import pytest

from tests.cases.drawn import assert_rows

HEADER = "submission_id | box | consent | answers_digest\n---\n"


def changes(relation, before: str, after: str, **others: str):
    """The changes of one submission from one state to another."""
    return relation(
        "changes.submissions",
        previous__states=f"{HEADER}f:0 | counted | anonymous | 1"
        + (f"\n{before}" if before else ""),
        respondents__states=f"{HEADER}f:0 | counted | anonymous | 1\n{after}",
        **others,
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "f:1 | counted | own_name | 7", {"new"}),
        ("", "f:1 | late | own_name | 7", {"new"}),
        ("", "f:1 | draft | own_name | 7", {"new_draft"}),
        ("", "f:1 | rejected | |", {"rejected"}),
        ("f:1 | rejected | |", "f:1 | counted | own_name | 7", {"readable"}),
        ("f:1 | draft | own_name | 7", "f:1 | counted | anonymous | 8", {"completed"}),
        ("f:1 | draft | own_name | 7", "f:1 | resend | anonymous | 8", {"completed"}),
        ("f:1 | draft | own_name | 7", "f:1 | draft | anonymous | 8", set()),
        ("f:1 | draft | own_name | 7", "f:1 | vanished | own_name | 7", {"vanished"}),
        ("f:1 | counted | own_name | 7", "f:1 | vanished | own_name | 7", {"vanished"}),
        ("f:1 | counted | own_name | 7", "f:1 | resend | own_name | 7", {"replaced"}),
        ("f:1 | resend | own_name | 7", "f:1 | counted | own_name | 7", {"moved"}),
        ("f:1 | counted | own_name | 7", "f:1 | withdrawn | own_name | 7", {"moved"}),
        ("f:1 | counted | own_name | 7", "f:1 | counted | own_name | 8", {"edited"}),
        ("f:1 | counted | own_name |", "f:1 | counted | own_name | 8", {"edited"}),
        ("f:1 | counted | own_name | 7", "f:1 | counted | anonymous | 7", {"consent_changed"}),
        (
            "f:1 | counted | own_name | 7",
            "f:1 | resend | anonymous | 8",
            {"replaced", "edited", "consent_changed"},
        ),
        ("f:1 | counted | own_name | 7", "f:1 | counted | own_name | 7", set()),
    ],
)
def test_kinds_of_change(before, after, expected, relation):
    assert {row["change"] for row in changes(relation, before, after)} == expected


def test_with_one_export_nothing_has_changed(relation):
    found = relation("changes.submissions", respondents__states=f"{HEADER}f:1 | counted | | 7")

    assert found == []


def test_a_replaced_submission_says_by_which(relation):
    found = changes(
        relation,
        "f:1 | counted | anonymous | 7",
        "f:1 | resend | anonymous | 7",
        respondents__links="submission_id | contribution_id\n---\nf:1 | f:2",
    )

    assert_rows(found, "submission_id | change | replaced_by\n---\nf:1 | replaced | f:2")


@pytest.mark.parametrize(
    ("kind", "expected"), [("contact", "contact_edited"), ("profile", "edited")]
)
def test_who_answers_can_be_edited_too(kind, expected, relation):
    found = changes(
        relation,
        "f:1 | counted | anonymous | 7",
        "f:1 | counted | anonymous | 7",
        changes__fields=f"submission_id | field_kind | field_id\n---\nf:1 | {kind} | commune",
    )

    assert [row["change"] for row in found] == [expected]


# Field by field.

KNOWN = "submission_id | box\n---\nf:1 | counted\nf:2 | rejected"


def test_the_fields_that_changed_appeared_or_went(relation):
    relation(
        "changes.fields",
        previous__states=KNOWN,
        previous__field_states="""
            submission_id | field_kind | field_id | digest
            --------------+------------+----------+-------
            f:1           | question   | same     | 1
            f:1           | question   | edited   | 1
            f:1           | contact    | gone     | 1
        """,
        changes__field_states="""
            submission_id | field_kind | field_id | digest
            --------------+------------+----------+-------
            f:1           | question   | same     | 1
            f:1           | question   | edited   | 2
            f:1           | profile    | added    | 1
            f:2           | question   | readable | 1
            f:3           | question   | new      | 1
        """,
        gives="""
        submission_id | field_kind | field_id
        --------------+------------+---------
        f:1           | question   | edited
        f:1           | contact    | gone
        f:1           | profile    | added
        """,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("cost ", "power"), ("theft", "crowd"), ("words", "Words"), ("12", "13")],
)
def test_any_answer_changes_the_state_of_its_question_and_of_no_other(before, after, relation):
    drawing = """
        submission_id | question_id | item_id | choice_id | text  | number
        --------------+-------------+---------+-----------+-------+-------
        f:1           | reasons     |         | cost      |       |
        f:1           | views       | theft   | 5         |       |
        f:1           | why         |         |           | words |
        f:1           | cameras     |         |           |       | 12
    """

    def states(answers):
        rows = relation("changes.field_states", clean__answers=answers)
        return {row["field_id"]: row["digest"] for row in rows}

    was, now = states(drawing), states(drawing.replace(before, after))
    assert len([field for field in was if was[field] != now[field]]) == 1


def test_the_state_of_a_person_is_field_by_field(relation):
    relation(
        "changes.field_states",
        people__people="submission_id | email | name\n---\nf:1 | a@example.org | Ana",
        clean__submissions="submission_id | category_id | commune\n---\nf:1 | citizen |",
        gives="""
        submission_id | field_kind | field_id
        --------------+------------+---------
        f:1           | contact    | email
        f:1           | contact    | name
        f:1           | profile    | category
        """,
    )
