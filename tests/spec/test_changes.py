"""changes: what the latest export changed, submission by submission and field by field."""

from __future__ import annotations

import pytest

from tests.cases.drawn import assert_rows

HEADER = "submission_id | box | consent\n---\n"
FIELDS = "submission_id | field_kind | field_id\n---\n"


def changes(relation, before: str, after: str, **others: str):
    """The changes of one submission from one state to another."""
    return relation(
        "changes.submissions",
        previous__states=f"{HEADER}f:0 | counted | anonymous" + (f"\n{before}" if before else ""),
        respondents__states=f"{HEADER}f:0 | counted | anonymous\n{after}",
        **others,
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "f:1 | counted | own_name", {"new"}),
        ("", "f:1 | late | own_name", {"new"}),
        ("", "f:1 | draft | own_name", {"new_draft"}),
        ("", "f:1 | rejected |", {"rejected"}),
        ("f:1 | rejected |", "f:1 | counted | own_name", {"readable"}),
        ("f:1 | draft | own_name", "f:1 | counted | anonymous", {"completed"}),
        ("f:1 | draft | own_name", "f:1 | resend | anonymous", {"completed"}),
        ("f:1 | draft | own_name", "f:1 | draft | anonymous", set()),
        ("f:1 | draft | own_name", "f:1 | vanished | own_name", {"vanished"}),
        ("f:1 | counted | own_name", "f:1 | vanished | own_name", {"vanished"}),
        ("f:1 | counted | own_name", "f:1 | resend | own_name", {"replaced"}),
        ("f:1 | resend | own_name", "f:1 | counted | own_name", {"moved"}),
        ("f:1 | counted | own_name", "f:1 | withdrawn | own_name", {"withdrawn"}),
        ("f:1 | draft | own_name", "f:1 | withdrawn | own_name", {"withdrawn"}),
        ("f:1 | withdrawn | own_name", "f:1 | counted | own_name", {"moved"}),
        ("f:1 | counted | own_name", "f:1 | counted | anonymous", {"consent_changed"}),
        ("f:1 | counted | own_name", "f:1 | resend | anonymous", {"replaced", "consent_changed"}),
        ("f:1 | counted | own_name", "f:1 | counted | own_name", set()),
    ],
)
def test_kinds_of_change(before, after, expected, relation):
    assert {row["change"] for row in changes(relation, before, after)} == expected


def test_with_one_export_nothing_has_changed(relation):
    found = relation("changes.submissions", respondents__states=f"{HEADER}f:1 | counted |")

    assert found == []


@pytest.mark.parametrize(
    ("link_rule", "change"), [("same_email", "replaced"), ("decision", "merged")]
)
def test_a_replaced_submission_says_by_which_and_whether_somebody_decided_it(
    link_rule, change, relation
):
    found = changes(
        relation,
        "f:1 | counted | anonymous",
        "f:1 | resend | anonymous",
        respondents__links=f"""
            submission_id | contribution_id | link_rule
            --------------+-----------------+----------
            f:1           | f:2             | {link_rule}
        """,
    )

    assert_rows(found, f"submission_id | change | replaced_by\n---\nf:1 | {change} | f:2")


@pytest.mark.parametrize(
    ("before", "after", "kinds", "expected"),
    [
        ("counted", "counted", ("contact",), {"contact_edited"}),
        ("counted", "counted", ("profile",), {"edited"}),
        ("counted", "resend", ("contact", "question"), {"edited", "replaced"}),
        ("draft", "draft", ("question",), set()),
        ("rejected", "counted", ("question",), {"readable"}),
    ],
)
def test_an_edit_of_what_was_finished_is_told(before, after, kinds, expected, relation):
    found = changes(
        relation,
        f"f:1 | {before} | anonymous",
        f"f:1 | {after} | anonymous",
        changes__fields=FIELDS + "\n".join(f"f:1 | {kind} | {kind}" for kind in kinds),
    )

    assert {row["change"] for row in found} == expected


# Field by field.


def test_the_fields_that_the_latest_export_changed(chain):
    """Of f:1 an answer, its town and e-mail; f:2 was edited before; f:3 is new."""
    chain(
        "changes.fields",
        form__questions="question_id\n---\nwhy\nreasons",
        typed__submissions="""
            export_id | sid | submitted_at     | modified_at      | consent   | email | commune
            ----------+-----+------------------+------------------+-----------+-------+--------
            a         | 1   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous | a@b.c | Brest
            a         | 2   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous |       |
            b         | 1   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous | a@b.c | Brest
            b         | 2   | 2026-02-01 10:00 | 2026-02-02 10:00 | anonymous |       | Brest
            c         | 1   | 2026-02-01 10:00 | 2026-02-04 10:00 | own_name  |       | Lorient
            c         | 2   | 2026-02-01 10:00 | 2026-02-02 10:00 | anonymous |       | Brest
            c         | 3   | 2026-02-04 10:00 | 2026-02-04 10:00 | anonymous |       | Brest
        """,
        typed__answers="""
            export_id | record_number | question_id | text
            ----------+---------------+-------------+------
            a         | 1             | why         | one
            b         | 1             | why         | one
            c         | 1             | why         | two
            a         | 1             | reasons     | same
            b         | 1             | reasons     | same
            c         | 1             | reasons     | same
        """,
        gives="""
        submission_id | field_kind | field_id
        --------------+------------+---------
        f:1           | question   | why
        f:1           | profile    | commune
        f:1           | contact    | email
        """,
    )
