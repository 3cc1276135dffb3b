"""respondents: who is a respondent, which submission counts for them, what they agreed to."""

import pytest

from consultation.responses.validation import CONSENTS
from tests.cases.drawn import assert_rows


def test_a_collective_is_one_by_its_category_or_by_its_consent(relation):
    relation(
        "respondents.kinds",
        form__categories="""
            category_id | is_collective
            ------------+--------------
            citizen     | false
            association | true
        """,
        clean__submissions="""
            submission_id | category_id | consent
            --------------+-------------+----------------
            f:1           | citizen     | own_name
            f:2           | association | reflection_only
            f:3           | citizen     | collective_name
            f:4           |             | anonymous
        """,
        gives="""
        submission_id | respondent_kind
        --------------+----------------
        f:1           | individual
        f:2           | collective
        f:3           | collective
        f:4           | individual
        """,
    )


def test_only_what_no_box_took_may_count(relation):
    relation(
        "respondents.eligible",
        respondents__kinds="submission_id\n---\nf:1\nf:2",
        respondents__screening="submission_id | box\n---\nf:1 | draft\nf:2 |",
        clean__submissions="""
            submission_id | submitted_at     | completed_at
            --------------+------------------+-----------------
            f:1           | 2026-02-01 10:00 |
            f:2           | 2026-02-01 10:00 | 2026-02-02 11:00
        """,
        gives="submission_id | answered_at\n---\nf:2 | 2026-02-02 11:00",
    )


def test_a_respondent_is_called_after_the_smallest_of_their_submissions(chain):
    chain(
        "respondents.members",
        respondents__eligible="submission_id\n---\nf:1\nf:2\nf:3\nf:4",
        people__people="submission_id | folded_email\n---\nf:1 | a\nf:2 | a\nf:3 | a",
        gives="""
        submission_id | contribution_id | respondent_id
        --------------+-----------------+--------------
        f:1           | f:3             | f:1
        f:2           | f:3             | f:1
        f:3           | f:3             | f:1
        f:4           | f:4             | f:4
        """,
    )


def test_the_latest_submission_of_a_respondent_is_their_contribution(chain):
    chain(
        "respondents.contributions",
        typed__submissions="""
            export_id | sid | submitted_at     | email   | category_id | postcode
            ----------+-----+------------------+---------+-------------+---------
            a         | 1   | 2026-02-01 10:00 | a@b.org | citizen     | 35000
            a         | 2   | 2026-02-02 10:00 | a@b.org | researcher  | 44000
            a         | 3   | 2026-02-03 10:00 |         | citizen     | 35000
        """,
        gives="""
        submission_id | respondent_id | category_id | departement_id | submission_count
        --------------+---------------+-------------+----------------+-----------------
        f:2           | f:1           | researcher  | 44             | 2
        f:3           | f:3           | citizen     | 35             | 1
        """,
    )


@pytest.mark.parametrize(
    ("earlier", "later", "retained"),
    [
        ("own_name", "own_name", "own_name"),
        ("own_name", "anonymous", "anonymous"),
        ("anonymous", "own_name", "anonymous"),
        ("reflection_only", "own_name", "reflection_only"),
        ("own_name", "reflection_only", "reflection_only"),
        ("unclear", "anonymous", "unclear"),
        ("anonymous", "unclear", "unclear"),
        # Equally public: the later one.
        ("reflection_only", "unclear", "unclear"),
        ("unclear", "reflection_only", "reflection_only"),
        ("own_name", "collective_name", "collective_name"),
        ("collective_name", "own_name", "own_name"),
    ],
)
def test_a_respondents_consent_is_the_least_public_of_their_submissions(
    relation, earlier, later, retained
):
    relation(
        "respondents.contributions",
        respondents__eligible="submission_id\n---\nf:1\nf:2",
        respondents__members=f"""
            submission_id | contribution_id | answered_at      | consent
            --------------+-----------------+------------------+--------
            f:2           | f:1             | 2026-02-01 10:00 | {earlier}
            f:1           | f:1             | 2026-02-02 10:00 | {later}
        """,
        gives=f"submission_id | consent\n---\nf:1 | {retained}",
    )


def test_the_consent_of_a_draft_or_of_somebody_else_does_not_matter(chain):
    chain(
        "respondents.contributions",
        form__form="closes_at\n---\n2026-03-11 22:59:59",
        typed__submissions="""
            export_id | sid | submitted_at     | is_draft | email   | consent
            ----------+-----+------------------+----------+---------+----------------
            a         | 1   | 2026-02-01 10:00 | true     | a@b.org | reflection_only
            a         | 2   | 2026-02-02 10:00 | false    | a@b.org | anonymous
            a         | 3   | 2026-04-02 10:00 | false    | a@b.org | own_name
            a         | 4   | 2026-02-02 10:00 | false    |         | reflection_only
        """,
        gives="submission_id | consent\n---\nf:2 | anonymous\nf:4 | reflection_only",
    )


@pytest.mark.parametrize(
    ("late", "kept"),
    [
        ("reflection_only", "reflection_only"),
        ("unclear", "unclear"),
        ("anonymous", "anonymous"),
        ("collective_name", "own_name"),  # of another kind: a collective
        ("own_name", "own_name"),
    ],
)
def test_a_consent_can_be_taken_back_after_the_closing_date(chain, late, kept):
    chain(
        "respondents.contributions",
        form__form="closes_at\n---\n2026-03-11 22:59:59",
        typed__submissions=f"""
            export_id | sid | submitted_at     | is_draft | email   | consent
            ----------+-----+------------------+----------+---------+---------
            a         | 2   | 2026-02-02 10:00 | false    | a@b.org | own_name
            a         | 3   | 2026-04-02 10:00 | false    | a@b.org | {late}
        """,
        gives=f"submission_id | consent\n---\nf:2 | {kept}",
    )


def test_every_state_of_consent_has_its_place(relation):
    assert {row["consent"] for row in relation("history.consents")} == set(CONSENTS)


def test_only_three_consents_let_a_contribution_be_sent(relation):
    relation(
        "respondents.contributions",
        respondents__eligible="submission_id\n---\nf:1\nf:2\nf:3\nf:4\nf:5",
        respondents__members="""
            submission_id | contribution_id | consent
            --------------+-----------------+----------------
            f:1           | f:1             | own_name
            f:2           | f:2             | collective_name
            f:3           | f:3             | anonymous
            f:4           | f:4             | reflection_only
            f:5           | f:5             | unclear
        """,
        gives="""
        consent         | is_sendable
        ----------------+------------
        own_name        | true
        collective_name | true
        anonymous       | true
        reflection_only | false
        unclear         | false
        """,
    )


# Decisions about consents.

MEMBERS = """
    submission_id | contribution_id | respondent_id | consent         | answered_at      | sid
    --------------+-----------------+---------------+-----------------+------------------+----
    f:1           | f:2             | f:1           | reflection_only | 2026-02-01 10:00 | 1
    f:2           | f:2             | f:1           | own_name        | 2026-02-02 10:00 | 2
    f:3           | f:3             | f:3           | anonymous       | 2026-02-03 10:00 | 3
"""
ELIGIBLE = """
    submission_id | consent
    --------------+----------------
    f:1           | reflection_only
    f:2           | own_name
    f:3           | anonymous
"""


@pytest.mark.parametrize(
    ("decision", "consent"),
    [
        ("consent     | [f:1, f:2]      | latest       | applied", "own_name"),
        ("consent     | [f:1, f:2, f:3] | latest       | applied", "own_name"),
        ("consent     | [f:1, f:2]      | least_public | applied", "reflection_only"),
        ("consent     | [f:1, f:2]      | latest       | changed", "reflection_only"),
        ("consent     | [f:2, f:3]      | latest       | applied", "reflection_only"),
        ("same_person | [f:1, f:2]      | same         | applied", "reflection_only"),
    ],
)
def test_the_latest_consent_is_kept_where_that_was_decided_about_all(relation, decision, consent):
    contributions = relation(
        "respondents.contributions",
        respondents__members=MEMBERS,
        respondents__eligible=ELIGIBLE,
        respondents__decisions="subject_id | decision_kind | submission_ids | choice | state\n---\n"
        f"s | {decision}",
    )

    is_decided = str(consent == "own_name").lower()
    assert_rows(
        [row for row in contributions if row["submission_id"] == "f:2"],
        "submission_id | consent | is_consent_decided | is_sendable\n---\n"
        f"f:2 | {consent} | {is_decided} | {is_decided}",
    )


@pytest.mark.parametrize(
    ("state", "consent"), [("changed", "reflection_only"), ("overruled", "own_name")]
)
def test_a_no_is_not_forgotten_because_the_other_submission_changed(chain, state, consent):
    """Decided to be one person's, they are counted apart until it is decided again."""
    chain(
        "respondents.contributions",
        respondents__eligible="""
            submission_id | consent         | answered_at
            --------------+-----------------+-----------------
            f:1           | reflection_only | 2026-02-01 10:00
            f:2           | own_name        | 2026-02-02 10:00
        """,
        clean__submissions="submission_id\n---\nf:1\nf:2",
        respondents__decisions=(
            f"submission_ids | choice | subject_id | state\n---\n[f:1, f:2] | same | s | {state}"
        ),
        gives=(
            "submission_id | consent | submission_count\n---\n"
            f"f:1 | reflection_only | 1\nf:2 | {consent} | 1"
        ),
    )
