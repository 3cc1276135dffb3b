"""respondents.states: what is compared between two moments."""


def test_a_state_is_a_box_and_a_consent_the_respondents_where_there_is_one(relation):
    relation(
        "respondents.states",
        respondents__flow="submission_id | box\n---\nf:1 | resend\nf:2 | counted\nf:3 | rejected",
        clean__submissions="submission_id | consent\n---\nf:1 | anonymous\nf:2 | own_name",
        respondents__contributions="submission_id | consent\n---\nf:2 | anonymous",
        gives="""
        submission_id | box      | consent
        f:1           | resend   | anonymous
        f:2           | counted  | anonymous
        f:3           | rejected |
        """,
    )
