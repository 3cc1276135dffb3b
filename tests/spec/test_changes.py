"""changes: what the latest export changed, submission by submission and field by field."""

from __future__ import annotations

import pytest

from tests.cases.drawn import assert_rows

HEADER = "submission_id | box | consent\n---\n"
FIELDS = "submission_id | field_kind | field_id\n---\n"


def changes(relation, before: str, after: str, **others: str):
    """The changes of a submission from a state to another."""
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

TWO = """
    export_id | sid | modified_at      | consent
    ----------+-----+------------------+----------
    early     | 1   | 2026-02-01 10:00 | anonymous
    late      | 1   | 2026-02-03 10:00 | own_name
"""
QUESTIONS = "question_id\n---\nwhy\nreasons\nviews"
FORMATS = "export_id | file_format\n---\nearly | delimited\nlate | xlsx"


def answers(*rows: str) -> str:
    header = "export_id | record_number | question_id | item_id | choice_id | text"
    return "\n".join([header, "---", *rows])


def test_the_fields_that_the_latest_export_changed(chain):
    """Of f:1 an answer, its town and e-mail; f:2 was edited before, its hour says; f:3 is not
    there; f:4 is new."""
    chain(
        "changes.fields",
        form__questions=QUESTIONS,
        typed__submissions="""
            export_id | sid | submitted_at     | modified_at      | consent   | email | commune
            ----------+-----+------------------+------------------+-----------+-------+--------
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
        --------------+------------+---------
        f:1           | question   | why
        f:1           | profile    | commune
        f:1           | contact    | email
        """,
    )


def test_a_column_that_an_export_lacks_is_no_edit(chain):
    found = chain(
        "changes.fields",
        form__questions=QUESTIONS,
        typed__submissions=TWO,
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+---------
            early     | question   | why
            late      | question   | reasons
        """,
        typed__answers=answers("early | 1 | why | | | words", "late | 1 | reasons | | cost |"),
    )

    assert found == []


@pytest.mark.parametrize(
    ("formats", "expected"),
    [(FORMATS, set()), (FORMATS.replace("xlsx", "delimited"), {"why", "reasons"})],
)
def test_what_an_xlsx_loses_is_no_edit(formats, expected, chain):
    found = chain(
        "changes.fields",
        form__questions=QUESTIONS,
        raw__exports=formats,
        typed__submissions=TWO,
        typed__answers=answers(
            "early | 1 | why | | | words \u26a1\ufe0f\U0001f642 of  mine",
            "late  | 1 | why | | | words \u26a1 of mine",
            "early | 1 | reasons | | | \U0001f642",
        ),
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
