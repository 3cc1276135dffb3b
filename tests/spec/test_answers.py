"""clean.answers and clean.set_aside_cells: an answer is its newest version's, and is never lost
because a column was not ticked."""

import pytest

from tests.cases.drawn import drawing_of

QUESTIONS = """
    question_id | kind
    reasons     | choices
    place       | text
"""

# The same submission, edited between two exports.
EDITED = """
    export_id | sid | modified_at
    early     | 1   | 2026-02-01 10:00
    late      | 1   | 2026-02-02 10:00
"""

# The later export was made without the question on places.
UNTICKED = """
    export_id | field_kind | field_id
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
    """Each of its own record and field: the role and the question `email` are two."""
    chain(
        "clean.set_aside_cells",
        form__questions=f"{QUESTIONS}    email | text",
        typed__export_fields=UNTICKED
        + "    early | question | email\n    late | question | email\n"
        "    early | role | email\n    late | role | phone\n",
        typed__submissions=f"{EDITED}    late | 2 | 2026-02-02 10:00",
        typed__set_aside_cells="""
            export_id | record_number | field_kind | field_id | rule
            early     | 1             | question   | reasons  | unknown_choice
            early     | 1             | question   | place    | ambiguous
            early     | 1             | question   | email    | unknown_choice
            early     | 1             | role       | email    | not_an_email
            late      | 2             | role       | phone    | not_a_phone
        """,
        gives="""
        submission_id | field_kind | field_id | rule         | export_id
        f:1           | question   | place    | ambiguous    | early
        f:1           | role       | email    | not_an_email | early
        f:2           | role       | phone    | not_a_phone  | late
        """,
    )


def test_every_kind_of_answer_is_kept_and_a_text_beside_autre_with_its_choice(chain):
    rows = [
        "a | 1 | question | views   | theft   | 5     |       |      |",
        "a | 1 | question | views   | traffic | 1     |       |      |",
        "a | 1 | question | age     |         |       |       | 41.5 |",
        "a | 1 | question | day     |         |       |       |      | 2026-01-31",
        "a | 1 | question | reasons |         | cost  |       |      |",
        "a | 1 | question | reasons |         | autre |       |      |",
        "a | 1 | other    | reasons |         |       | noise |      |",
        "a | 2 | other    | reasons |         |       | light |      |",
    ]
    columns = "export_id | record_number | field_kind | question_id | item_id | choice_id | text"
    chain(
        "clean.answers",
        form__questions=f"{QUESTIONS}    views | grid\n    age | number\n    day | date",
        typed__submissions="export_id | sid\n---\na | 1\na | 2",
        typed__answers=drawing_of(f"{columns} | number | date", rows),
        gives="""
        submission_id | question_id | item_id | choice_id | text  | number | date
        f:1           | views       | theft   | 5         |       |        |
        f:1           | views       | traffic | 1         |       |        |
        f:1           | age         |         |           |       | 41.5   |
        f:1           | day         |         |           |       |        | 2026-01-31
        f:1           | reasons     |         | cost      |       |        |
        f:1           | reasons     |         | autre     | noise |        |
        f:2           | reasons     |         |           | light |        |
        """,
    )


def test_the_text_beside_autre_outlives_an_export_without_its_column(chain):
    rows = ("early | question | autre |", "early | other | | noise",
            "late | question | autre |", "late | question | cost |")  # fmt: skip
    chain(
        "clean.answers",
        form__questions=QUESTIONS,
        typed__export_fields="export_id | field_kind | field_id\n---\n"
        "early | question | reasons\nearly | other | reasons\nlate | question | reasons",
        typed__submissions=EDITED,
        typed__answers=drawing_of(
            "export_id | field_kind | choice_id | text | record_number | question_id",
            (f"{row} | 1 | reasons" for row in rows),
        ),
        gives="choice_id | text\n---\nautre | noise\ncost |",
    )


# `late` is of a form that has lost the choice « cost » and the item « theft ».
LEFT = (
    "export_id | question_id | item_id | choice_id\n---\n"
    "late | reasons | | cost\nlate | views | theft | for"
)
CLOSED = "question_id | kind\n---\nreasons | choices\nviews | grid"


def test_what_left_the_form_takes_no_answer_with_it(chain):
    chain(
        "clean.answers",
        form__questions=CLOSED,
        typed__absent_options=LEFT,
        typed__submissions=EDITED,
        typed__answers="""
            export_id | record_number | question_id | item_id | choice_id
            early     | 1             | reasons     |         | cost
            early     | 1             | reasons     |         | freedom
            early     | 1             | views       | theft   | for
            early     | 1             | views       | crowd   | for
            late      | 1             | views       | crowd   | against
        """,
        gives="""
        question_id | item_id | choice_id
        reasons     |         | cost
        views       | theft   | for
        views       | crowd   | against
        """,
    )


TICKED = """
    export_id | record_number | question_id | item_id | choice_id
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
def test_a_choice_has_left_when_somebody_lost_it_without_saving(chain, modified, kept):
    chain(
        "clean.answers",
        form__questions=CLOSED,
        typed__submissions="export_id | sid | modified_at\n---\n"
        "early | 1 | 2026-02-01 10:00\nearly | 2 | 2026-02-01 10:00\n"
        f"late | 1 | {modified}\nlate | 2 | 2026-02-02 10:00",
        typed__answers=TICKED,
        gives=f"submission_id | choice_id\n---\n{kept}",
    )
