"""respondents.states, people.fingerprints: what is compared between two moments."""

import pytest

ANSWERED = """
    submission_id | question_id | item_id | choice_id | text  | number | date
    --------------+-------------+---------+-----------+-------+--------+-----------
    f:1           | reasons     |         | cost      |       |        |
    f:1           | views       | theft   | 5         |       |        |
    f:1           | why         |         |           | words |        |
    f:1           | cameras     |         |           |       | 12     |
    f:1           | day         |         |           |       |        | 2026-01-31
"""


def digest(relation, answers: str) -> object:
    """The checksum of what the only submission wrote."""
    (told,) = relation(
        "people.fingerprints",
        clean__submissions="submission_id\n---\nf:1",
        clean__answers=answers,
    )
    return told["written_digest"]


def test_a_state_is_a_box_and_a_consent_the_respondents_where_there_is_one(relation):
    relation(
        "respondents.states",
        respondents__flow="""
            submission_id | box
            --------------+---------
            f:1           | resend
            f:2           | counted
            f:3           | rejected
        """,
        clean__submissions="submission_id | consent\n---\nf:1 | anonymous\nf:2 | own_name",
        respondents__contributions="submission_id | consent\n---\nf:2 | anonymous",
        gives="""
        submission_id | box      | consent
        --------------+----------+----------
        f:1           | resend   | anonymous
        f:2           | counted  | anonymous
        f:3           | rejected |
        """,
    )


def test_the_order_of_answers_changes_no_digest(relation):
    header, rule, *answers = ANSWERED.strip().splitlines()
    reversed_answers = "\n".join([header, rule, *reversed(answers)])

    assert digest(relation, ANSWERED) == digest(relation, reversed_answers)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cost ", "power"),
        ("theft", "crowd"),
        ("5  ", "4  "),
        ("words", "Words"),
        ("12 ", "13 "),
        ("2026-01-31", "2026-01-30"),
    ],
)
def test_any_edit_changes_the_digest(relation, before, after):
    assert digest(relation, ANSWERED) != digest(relation, ANSWERED.replace(before, after))
