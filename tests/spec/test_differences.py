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
