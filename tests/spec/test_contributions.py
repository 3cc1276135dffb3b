"""respondents: who is a respondent, which submission counts for them, what they agreed to."""

from consultation.responses.validation import CONSENTS
from tests.cases.drawn import cells_by, drawing_of


def test_a_collective_is_one_by_its_category_or_by_its_consent(relation):
    relation(
        "respondents.kinds",
        form__categories="category_id | is_collective\n---\ncitizen | false\nassociation | true",
        clean__submissions="submission_id | category_id\n---\n"
        "f:1 | citizen\nf:2 | association\nf:3 | citizen\nf:4 |",
        # The version that reaches furthest says it.
        history__field_sources="submission_id | field_kind | export_id | record_number\n---\n"
        "f:1 | consent | b | 1\nf:3 | consent | b | 2",
        typed__submissions="""
            export_id | record_number | sid | consent
            a         | 1             | 1   | collective_name
            b         | 1             | 1   | own_name
            b         | 2             | 3   | collective_name
        """,
        gives="submission_id | respondent_kind\n---\n"
        "f:1 | individual\nf:2 | collective\nf:3 | collective\nf:4 | individual",
    )


def test_only_what_no_box_took_may_count(relation):
    relation(
        "respondents.eligible",
        respondents__kinds="submission_id\n---\nf:1\nf:2",
        respondents__screening="submission_id | box\n---\nf:1 | draft\nf:2 |",
        clean__submissions="""
            submission_id | submitted_at     | completed_at
            f:1           | 2026-02-01 10:00 |
            f:2           | 2026-02-01 10:00 | 2026-02-02 11:00
        """,
        gives="submission_id | answered_at\n---\nf:2 | 2026-02-02 11:00",
    )


def test_the_latest_submission_is_a_contribution_of_a_respondent_called_after_the_first(chain):
    chain(
        "respondents.contributions",
        typed__submissions="""
            export_id | sid | submitted_at     | email   | category_id | postcode
            a         | 1   | 2026-02-01 10:00 | a@b.org | citizen     | 35000
            a         | 2   | 2026-02-02 10:00 | a@b.org | researcher  | 44000
            a         | 3   | 2026-02-03 10:00 |         | citizen     | 35000
        """,
        gives="""
        submission_id | respondent_id | category_id | departement_id | submission_count
        f:2           | f:1           | researcher  | 44             | 2
        f:3           | f:3           | citizen     | 35             | 1
        """,
    )


def test_only_three_of_all_consents_let_a_contribution_be_sent(relation):
    sendable = ("own_name", "collective_name", "anonymous")
    twice = [f"{consent} | {consent}" for consent in CONSENTS]
    contributions = relation(
        "respondents.contributions",
        respondents__eligible=drawing_of("submission_id | consent", twice),
        respondents__members=drawing_of("submission_id | contribution_id", twice),
    )

    may_leave = cells_by(contributions, "consent", "is_sendable")
    assert may_leave == {consent: consent in sendable for consent in CONSENTS}
    assert {row["consent"] for row in relation("history.consents")} == set(CONSENTS)
