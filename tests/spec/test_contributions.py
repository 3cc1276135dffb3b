"""respondents: who is a respondent, which submission counts for them, what they agreed to."""

from consultation.responses.validation import CONSENTS


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
            submission_id | category_id
            --------------+------------
            f:1           | citizen
            f:2           | association
            f:3           | citizen
            f:4           |
        """,
        # The version that reaches furthest says it.
        history__field_sources="submission_id | field_kind | export_id | record_number\n---\n"
        "f:1 | consent | b | 1\nf:3 | consent | b | 2",
        typed__submissions="""
            export_id | record_number | sid | consent
            ----------+---------------+-----+----------------
            a         | 1             | 1   | collective_name
            b         | 1             | 1   | own_name
            b         | 2             | 3   | collective_name
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


def test_every_state_of_consent_has_its_place(relation):
    assert {row["consent"] for row in relation("history.consents")} == set(CONSENTS)


def test_only_three_consents_let_a_contribution_be_sent(relation):
    relation(
        "respondents.contributions",
        respondents__eligible="""
            submission_id | consent
            --------------+----------------
            f:1           | own_name
            f:2           | collective_name
            f:3           | anonymous
            f:4           | reflection_only
            f:5           | unclear
        """,
        respondents__members="submission_id | contribution_id\n---\n"
        + "\n".join(f"f:{number} | f:{number}" for number in range(1, 6)),
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
