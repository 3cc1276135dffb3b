"""history.differences: which questions somebody edited, version after version."""

TWO = """
    export_id | sid | completed_at     | modified_at      | consent   | name
    ----------+-----+------------------+------------------+-----------+-----
    early     | 1   | 2026-02-01 10:00 | 2026-02-01 10:00 | anonymous | Ana
    late      | 1   | 2026-02-01 10:00 | 2026-02-03 10:00 | anonymous | Ana
"""
QUESTIONS = "question_id\n---\nwhy\nreasons\nviews"


def answers(*rows: str) -> str:
    header = "export_id | record_number | question_id | item_id | choice_id | text"
    return "\n".join([header, "---", *rows])


def test_only_the_questions_that_say_something_else_are_told(chain):
    chain(
        "history.differences",
        form__questions=QUESTIONS,
        typed__submissions=TWO.replace("anonymous | Ana", "own_name | Ana", 1),
        typed__answers=answers(
            "early | 1 | why     |       |      | words",
            "late  | 1 | why     |       |      | other words",
            "early | 1 | reasons |       | cost |",
            "early | 1 | reasons |       | fear |",
            "late  | 1 | reasons |       | fear |",
            "late  | 1 | reasons |       | cost |",
            "late  | 1 | views   | theft | 5    |",
        ),
        gives="""
        submission_id | earlier_export_id | later_export_id | field_kind | field_id
        --------------+-------------------+-----------------+------------+---------
        f:1           | early             | late            | consent    | consent
        f:1           | early             | late            | question   | why
        f:1           | early             | late            | question   | views
        """,
    )


def test_who_answers_is_compared_too(chain):
    chain(
        "history.differences",
        typed__submissions=TWO.replace("anonymous | Ana", "anonymous |", 1),
        gives="field_kind | field_id\n---\nrole | name",
    )


def test_a_column_that_an_export_lacks_is_no_edit(chain):
    differences = chain(
        "history.differences",
        form__questions=QUESTIONS,
        typed__submissions=TWO,
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+---------
            early     | question   | why
            early     | consent    | consent
            late      | question   | reasons
        """,
        typed__answers=answers("early | 1 | why | | | words", "late | 1 | reasons | | cost |"),
    )

    assert differences == []


def test_each_version_is_compared_with_the_one_before(chain):
    differences = chain(
        "history.differences",
        form__questions=QUESTIONS,
        typed__submissions="""
            export_id | sid | modified_at
            ----------+-----+-----------------
            a         | 1   | 2026-02-01 10:00
            b         | 1   | 2026-02-02 10:00
            c         | 1   | 2026-02-02 10:00
            d         | 1   | 2026-02-04 10:00
        """,
        typed__answers=answers(
            "a | 1 | why | | | one",
            "b | 1 | why | | | two",
            "c | 1 | why | | | two",
            "d | 1 | why | | | one",
        ),
    )

    assert sorted(row["earlier_export_id"] for row in differences) in (["a", "b"], ["a", "c"])
    assert len(differences) == 2


def test_what_an_xlsx_loses_is_no_edit(chain):
    formats = "export_id | file_format\n---\nearly | delimited\nlate | xlsx"
    texts = answers(
        "early | 1 | why | | | words \u26a1\ufe0f\U0001f642 of  mine",
        "late  | 1 | why | | | words \u26a1 of mine",
        "early | 1 | reasons | | | \U0001f642",
    )
    same_format = formats.replace("xlsx", "delimited")

    def found(raw_exports):
        return chain(
            "history.differences",
            form__questions=QUESTIONS,
            raw__exports=raw_exports,
            typed__submissions=TWO,
            typed__answers=texts,
        )

    assert found(formats) == []
    assert {row["field_id"] for row in found(same_format)} == {"why", "reasons"}


def test_one_line_of_a_grid_is_never_taken_for_another_beside_an_xlsx(chain):
    """Line 1 with choice 10, then line 11 with choice 0."""
    chain(
        "history.differences",
        form__questions=QUESTIONS,
        raw__exports="export_id | file_format\n---\nearly | delimited\nlate | xlsx",
        typed__submissions=TWO,
        typed__answers=answers("early | 1 | reasons | 1 | 10 |", "late | 1 | reasons | 11 | 0 |"),
        gives="field_id\n---\nreasons",
    )


# Consents read before an edit that nobody can date.

LATE_HAS_NO_TIMES = "export_id | has_modification_times\n---\nearly | true\nlate | false"
WITHOUT_CONSENT = """
    export_id | field_kind | field_id
    ----------+------------+---------
    early     | consent    | consent
    early     | question   | why
    late      | question   | why
"""
EDITED_LATER = """
    export_id | sid | completed_at     | modified_at      | consent
    ----------+-----+------------------+------------------+----------
    early     | 1   | 2026-02-01 10:00 | 2026-02-01 10:00 | own_name
    early     | 2   | 2026-02-01 10:00 | 2026-02-01 10:00 | own_name
    late      | 1   | 2026-02-01 10:00 |                  |
    late      | 2   | 2026-02-01 10:00 |                  |
    late      | 3   | 2026-02-05 10:00 |                  |
"""


def consents(submissions) -> dict[object, object]:
    return {row["sid"]: row["consent"] for row in submissions}


def test_an_edit_that_tells_neither_when_nor_what_was_agreed_makes_consent_unclear(chain):
    submissions = chain(
        "clean.submissions",
        form__questions=QUESTIONS,
        typed__exports=LATE_HAS_NO_TIMES,
        typed__export_fields=WITHOUT_CONSENT,
        typed__submissions=EDITED_LATER,
        typed__answers=answers(
            "early | 1 | why | | | words",
            "early | 2 | why | | | words",
            "late  | 1 | why | | | other words",
            "late  | 2 | why | | | words",
        ),
    )

    assert consents(submissions) == {1: "unclear", 2: "own_name", 3: "unclear"}


def test_a_later_full_export_clears_it_up(chain):
    submissions = chain(
        "clean.submissions",
        form__questions=QUESTIONS,
        typed__exports=f"{LATE_HAS_NO_TIMES}\nlast | true",
        typed__export_fields=f"{WITHOUT_CONSENT}\nlast | consent | consent\nlast | question | why",
        typed__submissions=f"{EDITED_LATER}\nlast | 1 | 2026-02-01 10:00 | 2026-02-04 10:00 |"
        " anonymous\nlast | 3 | 2026-02-05 10:00 | 2026-02-05 11:00 | own_name",
        typed__answers=answers(
            "early | 1 | why | | | words",
            "late  | 1 | why | | | other words",
            "last  | 1 | why | | | other words",
        ),
    )

    assert consents(submissions) == {1: "anonymous", 2: "own_name", 3: "own_name"}


def test_times_whose_day_and_month_were_assumed_outrank_no_other(chain):
    """Read by the month, the other way round, « other » would be the older one."""
    submissions = chain(
        "clean.submissions",
        raw__exports="export_id | is_date_order_assumed\n---\ndated | false\nother | true",
        typed__exports="export_id\n---\ndated\nother",
        typed__export_fields=WITH_CONSENT,
        typed__submissions="""
            export_id | sid | submitted_at     | modified_at      | consent
            ----------+-----+------------------+------------------+----------------
            other     | 1   | 2026-03-02 10:00 | 2026-03-02 10:00 | own_name
            dated     | 1   | 2026-02-03 10:00 | 2026-02-20 10:00 | reflection_only
            dated     | 2   | 2026-02-15 10:00 | 2026-02-15 10:00 | anonymous
        """,
    )

    assert consents(submissions) == {1: "reflection_only", 2: "anonymous"}


WITH_CONSENT = """
    export_id | field_kind | field_id
    ----------+------------+---------
    dated     | consent    | consent
    other     | consent    | consent
"""
