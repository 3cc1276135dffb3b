"""clean.answers and clean.set_aside_cells: an answer is its newest version's, and is never lost
because a column was not ticked."""

import pytest

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


BEFORE = (
    "early | 1 | reasons | cost |\nearly | 1 | reasons | freedom |\nearly | 1 | place | | before\n"
)
NO_REASONS = UNTICKED.replace("late      | question   | reasons", "")
SET_ASIDE = (
    "export_id | record_number | field_kind | field_id | rule\n---\n"
    "late | 1 | question | reasons | unknown_choice"
)


@pytest.mark.parametrize(
    ("late", "others", "kept"),
    [
        # An edit replaces the answer, and one that is taken back is gone.
        ("late | 1 | reasons | freedom |\nlate | 1 | place | | after", {},
         "reasons | freedom |\nplace | | after"),
        ("late | 1 | reasons | freedom |", {}, "reasons | freedom |"),
        # An unticked column never erases.
        ("late | 1 | reasons | freedom |", {"typed__export_fields": UNTICKED},
         "reasons | freedom |\nplace | | before"),
        # Where a column of a question lacks, some of its choices would look taken back.
        ("late | 1 | reasons | cost |", {"typed__export_fields": NO_REASONS},
         "reasons | cost |\nreasons | freedom |\nplace | | before"),
        # What was understood before is no longer what they say.
        ("late | 1 | place | | after", {"typed__set_aside_cells": SET_ASIDE}, "place | | after"),
    ],
)  # fmt: skip
def test_an_answer_is_its_newest_version_s(chain, late, others, kept):
    chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__submissions=EDITED,
        typed__answers="export_id | record_number | question_id | choice_id | text\n---\n"
        f"{BEFORE}{late}",
        gives=f"question_id | choice_id | text\n---\n{kept}",
        **others,
    )


def test_only_cells_of_the_version_that_counts_are_set_aside(chain):
    chain(
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
        gives="""
        submission_id | field_kind | field_id | rule         | export_id
        --------------+------------+----------+--------------+----------
        f:1           | question   | place    | ambiguous    | early
        f:1           | role       | email    | not_an_email | late
        """,
    )


def test_a_cell_belongs_to_its_own_record_and_field(chain):
    # A question may be called like a role.
    chain(
        "clean.set_aside_cells",
        form__questions="question_id | kind\n---\nemail | text",
        typed__submissions="export_id | sid\n---\na | 1\na | 2",
        typed__set_aside_cells="""
            export_id | record_number | field_kind | field_id | rule
            ----------+---------------+------------+----------+-------------
            a         | 2             | role       | email    | not_an_email
        """,
        gives="submission_id | field_kind | field_id\n---\nf:2 | role | email",
    )


def test_a_question_is_not_superseded_with_a_role_of_that_name(relation):
    relation(
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
        gives="field_kind | rule\n---\nrole | not_an_email",
    )


def test_every_kind_of_answer_is_kept_as_it_was_read(chain):
    chain(
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
        gives="""
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
    chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__submissions="export_id | sid\n---\na | 1\na | 2",
        typed__answers=OTHER_TEXTS,
        gives="""
        submission_id | choice_id | text
        --------------+-----------+------
        f:1           | cost      |
        f:1           | autre     | noise
        f:2           | cost      |
        f:2           |           | light
        """,
    )


def test_the_text_beside_autre_outlives_an_export_without_its_column(chain):
    chain(
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
        gives="choice_id | text\n---\nautre | noise\ncost |",
    )


# `late` is of a form that has lost the choice « cost » and the item « theft ».
LEFT = """
    export_id | question_id | item_id | choice_id
    ----------+-------------+---------+----------
    late      | reasons     |         | cost
    late      | views       | theft   | for
"""
CLOSED = "question_id | kind\n---\nreasons | choices\nviews | grid"


def test_what_left_the_form_takes_no_answer_with_it(chain):
    chain(
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
        gives="""
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
    chain(
        "clean.answers",
        form__questions=CLOSED,
        typed__submissions=COMPACT.format(modified),
        typed__answers=TICKED,
        gives=f"submission_id | choice_id\n---\n{kept}",
    )
