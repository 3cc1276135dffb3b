"""changes: what the latest export changed, submission by submission and field by field."""

from __future__ import annotations

import pytest

from tests.cases.drawn import assert_rows, drawing_of

HEADER = "submission_id | box | consent\n---\n"


def changes(relation, before: str, after: str, **others: str):
    """The changes of f:1 from a state to another."""
    former = f"\nf:1 | {before}" if before else ""
    return relation(
        "changes.submissions",
        previous__states=f"{HEADER}f:0 | counted | anonymous{former}",
        respondents__states=f"{HEADER}f:0 | counted | anonymous\nf:1 | {after}",
        **others,
    )


@pytest.mark.parametrize(
    ("before", "after", "edited", "expected"),
    [
        ("", "counted | own_name", (), {"new"}),
        ("", "late | own_name", (), {"new"}),
        ("", "draft | own_name", (), {"new_draft"}),
        ("", "rejected |", (), {"rejected"}),
        ("rejected |", "counted | own_name", (), {"readable"}),
        ("draft | own_name", "counted | anonymous", (), {"completed"}),
        ("draft | own_name", "resend | anonymous", (), {"completed"}),
        ("draft | own_name", "draft | anonymous", (), set()),
        ("draft | own_name", "vanished | own_name", (), {"vanished"}),
        ("counted | own_name", "vanished | own_name", (), {"vanished"}),
        ("counted | own_name", "resend | own_name", (), {"replaced"}),
        ("resend | own_name", "counted | own_name", (), {"moved"}),
        ("counted | own_name", "withdrawn | own_name", (), {"withdrawn"}),
        ("draft | own_name", "withdrawn | own_name", (), {"withdrawn"}),
        ("withdrawn | own_name", "counted | own_name", (), {"moved"}),
        ("counted | own_name", "counted | anonymous", (), {"consent_changed"}),
        ("counted | own_name", "resend | anonymous", (), {"replaced", "consent_changed"}),
        ("counted | own_name", "counted | own_name", (), set()),
        # An edit of what was finished is told.
        ("counted | anonymous", "counted | anonymous", ("contact",), {"contact_edited"}),
        ("counted | anonymous", "counted | anonymous", ("profile",), {"edited"}),
        ("counted | anonymous", "resend | anonymous", ("contact", "question"),
         {"edited", "replaced"}),
        ("draft | anonymous", "draft | anonymous", ("question",), set()),
        ("rejected |", "counted | anonymous", ("question",), {"readable"}),
    ],
)  # fmt: skip
def test_kinds_of_change(relation, before, after, edited, expected):
    fields = drawing_of(
        "submission_id | field_kind | field_id", (f"f:1 | {kind} | {kind}" for kind in edited)
    )
    found = changes(relation, before, after, changes__fields=fields)

    assert {row["change"] for row in found} == expected


@pytest.mark.parametrize(
    ("link_rule", "change"), [("same_email", "replaced"), ("decision", "merged")]
)
def test_a_replaced_submission_says_by_which_one_and_why(link_rule, change, relation):
    links = f"submission_id | contribution_id | link_rule\n---\nf:1 | f:2 | {link_rule}"
    found = changes(relation, "counted | anonymous", "resend | anonymous", respondents__links=links)

    assert_rows(found, f"submission_id | change | replaced_by\n---\nf:1 | {change} | f:2")


def test_with_one_export_nothing_has_changed(relation):
    assert relation("changes.submissions", respondents__states=f"{HEADER}f:1 | counted |") == []


# Field by field.

TWO = """
    export_id | sid | modified_at      | consent
    early     | 1   | 2026-02-01 10:00 | anonymous
    late      | 1   | 2026-02-03 10:00 | own_name
"""
QUESTIONS = "question_id\n---\nwhy\nreasons\nviews"
FORMATS = "export_id | file_format\n---\nearly | delimited\nlate | xlsx"


def answers(*rows: str) -> str:
    return drawing_of("export_id | record_number | question_id | item_id | choice_id | text", rows)


def test_the_fields_that_the_latest_export_changed(chain):
    """For f:1 an answer, its town and e-mail. f:2 was edited before, its hour says. f:3 is not
    there; f:4 is new."""
    chain(
        "changes.fields",
        form__questions=QUESTIONS,
        typed__submissions="""
            export_id | sid | submitted_at     | modified_at      | consent   | email | commune
            a         | 1   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous | a@b.c | Brest
            a         | 2   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous |       |
            b         | 1   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous | a@b.c | Brest
            b         | 2   | 2026-02-01 10:00 | 2026-02-02 10:00 | anonymous |       | Brest
            a         | 3   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous |       |
            b         | 3   | 2026-02-01 10:00 | 2026-02-02 10:00 | anonymous |       | Brest
            c         | 1   | 2026-02-01 10:00 | 2026-02-04 10:00 | own_name  |       | Lorient
            c         | 2   | 2026-02-01 10:00 | 2026-02-02 10:00 | anonymous |       | BREST
            c         | 4   | 2026-02-04 10:00 | 2026-02-04 10:00 | anonymous |       | Brest
        """,
        typed__answers=answers(
            "a | 1 | why     | | | one",
            "b | 1 | why     | | | one",
            "c | 1 | why     | | | two",
            "b | 1 | reasons | | cost |",
            "b | 1 | reasons | | fear |",
            "c | 1 | reasons | | fear |",
            "c | 1 | reasons | | cost |",
        ),
        gives="""
        submission_id | field_kind | field_id
        f:1           | question   | why
        f:1           | profile    | commune
        f:1           | contact    | email
        """,
    )


@pytest.mark.parametrize(
    ("drawings", "expected"),
    [
        # What an xlsx loses.
        ({"raw__exports": FORMATS}, set()),
        ({"raw__exports": FORMATS.replace("xlsx", "delimited")}, {"why", "reasons"}),
        # A column that an export lacks.
        ({"typed__export_fields": "export_id | field_kind | field_id\n---\n"
          "early | question | why\nlate | question | reasons"}, set()),
    ],
)  # fmt: skip
def test_what_an_export_cannot_tell_is_no_edit(drawings, expected, chain):
    found = chain(
        "changes.fields",
        form__questions=QUESTIONS,
        typed__submissions=TWO,
        typed__answers=answers(
            "early | 1 | why | | | words \u26a1\ufe0f\U0001f642 of  mine",
            "late  | 1 | why | | | words \u26a1 of mine",
            "early | 1 | reasons | | | \U0001f642",
        ),
        **drawings,
    )

    assert {row["field_id"] for row in found} == expected


def test_one_line_of_a_grid_is_never_taken_for_another_beside_an_xlsx(chain):
    """Line 1 with choice 10, then line 11 with choice 0."""
    chain(
        "changes.fields",
        form__questions=QUESTIONS,
        raw__exports=FORMATS,
        typed__submissions=TWO,
        typed__answers=answers("early | 1 | views | 1 | 10 |", "late | 1 | views | 11 | 0 |"),
        gives="field_id\n---\nviews",
    )
