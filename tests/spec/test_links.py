"""respondents.links: which submissions are re-sends of the same person or collective."""

import pytest

from tests.spec.drawn import assert_rows


def linked(links) -> dict[object, object]:
    """What replaces each replaced submission."""
    return {row["submission_id"]: row["contribution_id"] for row in links}


def test_the_later_submission_with_the_same_email_replaces_the_earlier(relation):
    links = relation(
        "respondents.links",
        contacts__people="submission_id | folded_email\n---\nf:1 | a@b.org\nf:2 | a@b.org",
        respondents__eligible="""
            submission_id | sid | answered_at
            --------------+-----+-----------------
            f:1           | 1   | 2026-02-02 10:00
            f:2           | 2   | 2026-02-01 10:00
        """,
    )

    assert_rows(links, "submission_id | contribution_id | link_rule\n---\nf:2 | f:1 | same_email")


def test_of_the_same_time_the_greater_sid_is_the_later(relation):
    links = relation(
        "respondents.links",
        contacts__people="submission_id | folded_email\n---\nf:9 | a@b.org\nf:10 | a@b.org",
        respondents__eligible="""
            submission_id | sid | answered_at
            --------------+-----+-----------------
            f:10          | 10  | 2026-02-01 10:00
            f:9           | 9   | 2026-02-01 10:00
        """,
    )

    assert linked(links) == {"f:9": "f:10"}


def test_three_in_a_row_are_replaced_by_the_last(relation):
    links = relation(
        "respondents.links",
        contacts__people="""
            submission_id | folded_email
            --------------+-------------
            f:1           | a@b.org
            f:2           | a@b.org
            f:3           | a@b.org
        """,
        respondents__eligible="""
            submission_id | sid | answered_at
            --------------+-----+-----------------
            f:1           | 1   | 2026-02-01 10:00
            f:2           | 2   | 2026-02-02 10:00
            f:3           | 3   | 2026-02-03 10:00
        """,
    )

    assert linked(links) == {"f:1": "f:3", "f:2": "f:3"}


def test_a_person_and_a_collective_with_the_same_email_are_two(relation):
    links = relation(
        "respondents.links",
        contacts__people="submission_id | folded_email\n---\nf:1 | a@b.org\nf:2 | a@b.org",
        respondents__eligible="""
            submission_id | respondent_kind
            --------------+----------------
            f:1           | individual
            f:2           | collective
        """,
    )

    assert links == []


def test_no_email_is_never_the_same_email(relation):
    links = relation(
        "respondents.links",
        contacts__people="submission_id | folded_email\n---\nf:1 |\nf:2 |",
        respondents__eligible="submission_id | sid\n---\nf:1 | 1\nf:2 | 2\nf:3 | 3",
    )

    assert links == []


def test_the_same_text_is_not_the_same_person(chain):
    links = chain(
        "respondents.links",
        form__questions="question_id\n---\nwhy",
        typed__submissions="""
            export_id | sid | submitted_at     | name | postcode
            ----------+-----+------------------+------+---------
            a         | 1   | 2026-02-01 10:00 | Zoé  | 35000
            a         | 2   | 2026-02-02 10:00 | Zoé  | 35000
        """,
        typed__answers="""
            export_id | record_number | question_id | text
            ----------+---------------+-------------+-------
            a         | 1             | why         | la TVA
            a         | 2             | why         | la TVA
        """,
    )

    assert links == []


def test_the_later_completion_decides_and_not_the_later_start(chain):
    links = chain(
        "respondents.links",
        typed__submissions="""
            export_id | sid | submitted_at     | completed_at     | modified_at      | email
            ----------+-----+------------------+------------------+------------------+--------
            a         | 1   | 2026-02-01 10:00 | 2026-02-03 10:00 | 2026-02-03 10:00 | a@b.org
            a         | 2   | 2026-02-02 10:00 | 2026-02-02 11:00 | 2026-02-09 10:00 | a@b.org
        """,
    )

    assert linked(links) == {"f:2": "f:1"}


@pytest.mark.parametrize(
    ("email", "folded"),
    [
        ("Anne@Exemple.ORG", "anne@exemple.org"),
        ('" anne@exemple.org "', "anne@exemple.org"),
        ("zoé@exemple.org", "zoé@exemple.org"),
        ("zoe\u0301@exemple.org", "zoé@exemple.org"),  # the accent as a character of its own
        ("a.nne@exemple.org", "a.nne@exemple.org"),  # only some providers ignore dots
        ("anne+vsa@exemple.org", "anne+vsa@exemple.org"),
    ],
)
def test_emails_are_compared_without_regard_to_case_spaces_or_encoding(chain, email, folded):
    people = chain(
        "contacts.people",
        typed__submissions=f"export_id | sid | email\n---\na | 1 | {email}",
    )

    assert_rows(people, f"email | folded_email\n---\n{email} | {folded}")


@pytest.mark.parametrize(
    ("first", "box"),
    [
        ("2026-02-01 10:00 | 2026-02-01 10:00 | false", "resend"),
        ("2026-02-01 10:00 |                  | true", "draft"),
        ("2026-04-01 10:00 | 2026-04-01 10:00 | false", "late"),
    ],
)
def test_only_what_no_earlier_box_took_is_linked(chain, first, box):
    flow = chain(
        "respondents.flow",
        form__form="closes_at\n---\n2026-03-11 22:59:59",
        typed__submissions="export_id | sid | submitted_at | completed_at | is_draft | email\n---\n"
        f"a | 1 | {first} | a@b.org\n"
        "a | 2 | 2026-02-02 10:00 | 2026-02-02 10:00 | false | A@b.org",
    )

    assert_rows(flow, f"submission_id | box\n---\nf:1 | {box}\nf:2 | counted")


def test_what_vanished_replaces_nothing(chain):
    flow = chain(
        "respondents.flow",
        clean__exports="""
            export_id | exported_at      | greatest_sid | is_full
            ----------+------------------+--------------+--------
            early     | 2026-02-03 10:00 | 3            | true
            late      | 2026-02-04 10:00 | 3            | true
        """,
        typed__submissions="""
            export_id | sid | submitted_at     | email
            ----------+-----+------------------+--------
            early     | 1   | 2026-02-01 10:00 | a@b.org
            early     | 2   | 2026-02-02 10:00 | a@b.org
            early     | 3   | 2026-02-03 10:00 | c@d.org
            late      | 1   | 2026-02-01 10:00 | a@b.org
            late      | 3   | 2026-02-03 10:00 | c@d.org
        """,
    )

    assert_rows(flow, "submission_id | box\n---\nf:1 | counted\nf:2 | vanished\nf:3 | counted")
