"""clean.answers and clean.set_aside_cells: an answer is its newest version's, and is never lost
because a column was not ticked."""

import pytest

from tests.cases.drawn import assert_rows

QUESTIONS = """
    question_id | kind
    ------------+--------
    reasons     | choices
    place       | text
"""

# The same submission, edited between two exports.
EDITED = """
    export_id | sid | modified_at
    ----------+-----+-----------------
    early     | 1   | 2026-02-01 10:00
    late      | 1   | 2026-02-02 10:00
"""

# The later export was made without the question on places.
UNTICKED = """
    export_id | field_kind | field_id
    ----------+------------+---------
    early     | question   | reasons
    early     | question   | place
    late      | question   | reasons
"""


def test_an_edit_replaces_the_answer(chain):
    answers = chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | question_id | text
            ----------+---------------+-------------+-------
            early     | 1             | place       | before
            late      | 1             | place       | after
        """,
    )

    assert_rows(answers, "submission_id | question_id | text\n---\nf:1 | place | after")


def test_an_answer_taken_back_is_gone(chain):
    answers = chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | question_id | choice_id | text
            ----------+---------------+-------------+-----------+-------
            early     | 1             | reasons     | cost      |
            early     | 1             | reasons     | freedom   |
            early     | 1             | place       |           | before
            late      | 1             | reasons     | freedom   |
        """,
    )

    assert_rows(answers, "question_id | choice_id\n---\nreasons | freedom")


def test_an_unticked_column_never_erases(chain):
    answers = chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__export_fields=UNTICKED,
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | question_id | choice_id | text
            ----------+---------------+-------------+-----------+-------
            early     | 1             | reasons     | cost      |
            early     | 1             | place       |           | before
            late      | 1             | reasons     | freedom   |
        """,
    )

    assert_rows(
        answers,
        """
        question_id | choice_id | text
        ------------+-----------+-------
        reasons     | freedom   |
        place       |           | before
        """,
    )


def test_a_question_of_which_a_column_lacks_is_not_read_at_all(chain):
    # Some of its choices would look unticked by the respondent.
    answers = chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__export_fields=UNTICKED.replace("late      | question   | reasons", ""),
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | question_id | choice_id
            ----------+---------------+-------------+----------
            early     | 1             | reasons     | cost
            early     | 1             | reasons     | freedom
            late      | 1             | reasons     | cost
        """,
    )

    assert_rows(answers, "choice_id\n---\ncost\nfreedom")


def test_a_cell_set_aside_counts_as_had(chain):
    # What was understood before is no longer what they say.
    answers = chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | question_id | choice_id
            ----------+---------------+-------------+----------
            early     | 1             | reasons     | cost
        """,
        typed__set_aside_cells="""
            export_id | record_number | field_kind | field_id | rule
            ----------+---------------+------------+----------+---------------
            late      | 1             | question   | reasons  | unknown_choice
        """,
    )

    assert answers == []


def test_only_cells_of_the_version_that_counts_are_set_aside(chain):
    cells = chain(
        "clean.set_aside_cells",
        form__questions=QUESTIONS,
        typed__export_fields=UNTICKED + "    early | role | email\n    late | role | email\n",
        typed__submissions=EDITED,
        typed__set_aside_cells="""
            export_id | record_number | field_kind | field_id | rule
            ----------+---------------+------------+----------+---------------
            early     | 1             | question   | reasons  | unknown_choice
            early     | 1             | question   | place    | ambiguous
            late      | 1             | role       | email    | not_an_email
        """,
    )

    assert_rows(
        cells,
        """
        submission_id | field_kind | field_id | rule         | export_id
        --------------+------------+----------+--------------+----------
        f:1           | question   | place    | ambiguous    | early
        f:1           | role       | email    | not_an_email | late
        """,
    )


def test_a_cell_belongs_to_its_own_record_and_field(chain):
    # A question may be called like a role.
    cells = chain(
        "clean.set_aside_cells",
        form__questions="question_id | kind\n---\nemail | text",
        typed__submissions="export_id | sid\n---\na | 1\na | 2",
        typed__set_aside_cells="""
            export_id | record_number | field_kind | field_id | rule
            ----------+---------------+------------+----------+-------------
            a         | 2             | role       | email    | not_an_email
        """,
    )

    assert_rows(cells, "submission_id | field_kind | field_id\n---\nf:2 | role | email")


def test_a_question_is_not_superseded_with_a_role_of_that_name(relation):
    cells = relation(
        "clean.set_aside_cells",
        history__versions="submission_id | export_id | record_number\n---\nf:1 | a | 1",
        history__superseded_fields="""
            export_id | record_number | field_kind | field_id
            ----------+---------------+------------+---------
            a         | 1             | question   | email
        """,
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+---------
            a         | question   | email
            a         | role       | email
        """,
        typed__set_aside_cells="""
            export_id | record_number | field_kind | field_id | rule
            ----------+---------------+------------+----------+---------------
            a         | 1             | question   | email    | unknown_choice
            a         | 1             | role       | email    | not_an_email
        """,
    )

    assert_rows(cells, "field_kind | rule\n---\nrole | not_an_email")


def test_every_kind_of_answer_is_kept_as_it_was_read(chain):
    answers = chain(
        "clean.answers",
        form__questions="question_id | kind\n---\nviews | grid\nage | number\nday | date",
        typed__submissions="export_id | sid | submitted_at\n---\na | 1 | 2026-02-01 10:00",
        typed__answers="""
            export_id | record_number | question_id | item_id | choice_id | number | date
            ----------+---------------+-------------+---------+-----------+--------+-----------
            a         | 1             | views       | theft   | 5         |        |
            a         | 1             | views       | traffic | 1         |        |
            a         | 1             | age         |         |           | 41.5   |
            a         | 1             | day         |         |           |        | 2026-01-31
        """,
    )

    assert_rows(
        answers,
        """
        question_id | item_id | choice_id | number | date
        ------------+---------+-----------+--------+-----------
        views       | theft   | 5         |        |
        views       | traffic | 1         |        |
        age         |         |           | 41.5   |
        day         |         |           |        | 2026-01-31
        """,
    )


OTHER_TEXTS = """
    export_id | record_number | field_kind | question_id | choice_id | text
    ----------+---------------+------------+-------------+-----------+------
    a         | 1             | question   | reasons     | cost      |
    a         | 1             | question   | reasons     | autre     |
    a         | 1             | other      | reasons     |           | noise
    a         | 2             | question   | reasons     | cost      |
    a         | 2             | other      | reasons     |           | light
"""


def test_the_text_beside_the_choice_autre_stands_with_it(chain):
    answers = chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__submissions="export_id | sid\n---\na | 1\na | 2",
        typed__answers=OTHER_TEXTS,
    )

    assert_rows(
        answers,
        """
        submission_id | choice_id | text
        --------------+-----------+------
        f:1           | cost      |
        f:1           | autre     | noise
        f:2           | cost      |
        f:2           |           | light
        """,
    )


def test_the_text_beside_autre_outlives_an_export_without_its_column(chain):
    answers = chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__export_fields="""
            export_id | field_kind | field_id
            ----------+------------+---------
            early     | question   | reasons
            early     | other      | reasons
            late      | question   | reasons
        """,
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | field_kind | question_id | choice_id | text
            ----------+---------------+------------+-------------+-----------+------
            early     | 1             | question   | reasons     | autre     |
            early     | 1             | other      | reasons     |           | noise
            late      | 1             | question   | reasons     | autre     |
            late      | 1             | question   | reasons     | cost      |
        """,
    )

    assert_rows(answers, "choice_id | text\n---\nautre | noise\ncost |")


# `late` is of a form that has lost the choice « cost » and the item « theft ».
LEFT = """
    export_id | question_id | item_id | choice_id
    ----------+-------------+---------+----------
    late      | reasons     |         | cost
    late      | views       | theft   | for
"""
CLOSED = "question_id | kind\n---\nreasons | choices\nviews | grid"


def test_what_left_the_form_takes_no_answer_with_it(chain):
    answers = chain(
        "clean.answers",
        form__questions=CLOSED,
        typed__absent_options=LEFT,
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | question_id | item_id | choice_id
            ----------+---------------+-------------+---------+----------
            early     | 1             | reasons     |         | cost
            early     | 1             | reasons     |         | freedom
            early     | 1             | views       | theft   | for
            early     | 1             | views       | crowd   | for
            late      | 1             | views       | crowd   | against
        """,
    )

    assert_rows(
        answers,
        """
        question_id | item_id | choice_id
        ------------+---------+----------
        reasons     |         | cost
        views       | theft   | for
        views       | crowd   | against
        """,
    )


COMPACT = """
    export_id | sid | modified_at
    ----------+-----+-----------------
    early     | 1   | 2026-02-01 10:00
    early     | 2   | 2026-02-01 10:00
    late      | 1   | {}
    late      | 2   | 2026-02-02 10:00
"""
TICKED = """
    export_id | record_number | question_id | item_id | choice_id
    ----------+---------------+-------------+---------+----------
    early     | 1             | reasons     |         | cost
    early     | 2             | reasons     |         | cost
    early     | 2             | views       | crowd   | against
    late      | 2             | views       | crowd   | for
"""


@pytest.mark.parametrize(
    ("modified", "kept"),
    [
        ("2026-02-01 10:00", "f:1 | cost\nf:2 | cost\nf:2 | for"),  # nobody unticked it for them
        ("2026-02-02 10:00", "f:2 | for"),  # both may have
    ],
)
def test_of_one_column_a_choice_has_left_when_somebody_lost_it_without_saving(
    chain, modified, kept
):
    answers = chain(
        "clean.answers",
        form__questions=CLOSED,
        typed__submissions=COMPACT.format(modified),
        typed__answers=TICKED,
    )

    assert_rows(answers, f"submission_id | choice_id\n---\n{kept}")
