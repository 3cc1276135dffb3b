"""statistics.answer_counts and cross_tabs: asked, answered, chosen, and who chose what."""

import pytest

# The first two of three sent the same letter.
TWO_SHARE_A_LETTER = """
    submission_id | counting_rule  | weight
    f:1           | all            | 1
    f:2           | all            | 1
    f:3           | all            | 1
    f:1           | one_per_family | 0.5
    f:2           | one_per_family | 0.5
    f:3           | one_per_family | 1
"""
ALL = "kind | id\n---\ncounting_rule | all"
REASONS = """
    question_id | choice_id
    reasons     | cost
    reasons     | freedom
"""


def counted(relation, table: str = "statistics.answer_counts", people: int = 1, **drawings: str):
    """The counts of a question of two choices that as many were asked, unless drawn otherwise."""
    asked = "submission_id\n---\n" + "\n".join(f"f:{sid}" for sid in range(1, people + 1))
    ordinary = {
        "form__words": ALL,
        "form__questions": "question_id\n---\nreasons",
        "form__choices": REASONS,
        "clean__submissions": asked,
        "respondents__contributions": asked,
        "statistics__weights": asked,
    }
    return relation(table, **ordinary | drawings)


def test_a_choice_is_counted_among_those_who_answered_its_question_or_its_item_of_a_grid(relation):
    """A choice that nobody made is a zero. Where nobody answered, there is no share. A text
    without a choice, as f:3 wrote, is no answer."""
    counted(
        relation,
        people=3,
        form__questions="question_id | kind\n---\nreasons | choices\nlater | choices\nviews | grid",
        form__items="question_id | item_id\n---\nviews | theft\nviews | ads",
        form__choices=f"{REASONS}\n    later | yes\n    views | 1\n    views | 5",
        clean__answers="""
            submission_id | question_id | item_id | choice_id | text
            f:1           | reasons     |         | freedom   | noise
            f:2           | reasons     |         | freedom   |
            f:3           | reasons     |         |           | light
            f:1           | views       | theft   | 1         |
            f:2           | views       | theft   | 5         |
            f:3           | views       | theft   | 5         |
            f:3           | views       | ads     | 5         |
        """,
        gives="""
        choice_id | item_id | counting_rule | asked_count | answered_count | chosen_count | chosen_share
        cost      |         | all           | 3           | 2              | 0            | 0
        freedom   |         | all           | 3           | 2              | 2            | 1
        yes       |         | all           | 3           | 0              | 0            |
        1         | theft   | all           | 3           | 3              | 1            | 0.333333
        5         | theft   | all           | 3           | 3              | 2            | 0.666667
        1         | ads     | all           | 3           | 1              | 0            | 0
        5         | ads     | all           | 3           | 1              | 1            | 1
        """,  # noqa: E501
    )


def test_a_question_added_later_is_asked_of_those_who_came_since(relation):
    """An older submission edited since answers without having been asked."""
    counted(
        relation,
        people=4,
        form__questions="question_id | asked_from\n---\nreasons | 2026-02-15 00:00\nolder |",
        form__choices="question_id | choice_id\n---\nreasons | cost\nolder | yes",
        clean__submissions="""
            submission_id | submitted_at
            f:1           | 2026-02-14 23:59
            f:2           | 2026-02-15 00:00
            f:3           | 2026-02-16 00:00
            f:4           |
        """,
        clean__answers="submission_id | question_id | choice_id\n---\nf:1 | reasons | cost",
        gives="question_id | asked_count | answered_count | chosen_share\n---\n"
        "reasons | 2 | 1 | 1\nolder | 4 | 0 |",
    )


def test_every_rule_counts_what_it_weighs(relation):
    counted(
        relation,
        people=3,
        form__words="kind | id\n---\ncounting_rule | all\ncounting_rule | one_per_family",
        form__choices="question_id | choice_id\n---\nreasons | cost\nreasons | freedom",
        statistics__weights=TWO_SHARE_A_LETTER,
        clean__answers="""
            submission_id | question_id | choice_id
            f:1           | reasons     | cost
            f:2           | reasons     | cost
            f:3           | reasons     | freedom
        """,
        gives="""
        choice_id | counting_rule  | asked_count | answered_count | chosen_count | chosen_share
        cost      | all            | 3           | 3              | 2            | 0.666667
        freedom   | all            | 3           | 3              | 1            | 0.333333
        cost      | one_per_family | 2           | 2              | 1            | 0.5
        freedom   | one_per_family | 2           | 2              | 1            | 0.5
        """,
    )


def test_open_questions_are_not_counted_by_choice(relation):
    open_question = "question_id | kind | is_closed\n---\nwhy | text | false"
    assert relation("statistics.answer_counts", form__questions=open_question) == []


def test_a_total_counts_once_whoever_ticked_several_of_its_choices(relation):
    counted(
        relation,
        "statistics.group_counts",
        people=3,
        form__words="kind | id\n---\ncounting_rule | all\ncounting_rule | one_per_family",
        form__choices="question_id | choice_id\n---\n"
        "reasons | cost\nreasons | taxes\nreasons | fun",
        form__groups="""
            question_id | choice_id | group_label
            reasons     | cost      | Money
            reasons     | taxes     | Money
        """,
        statistics__weights=TWO_SHARE_A_LETTER,
        clean__answers="""
            submission_id | question_id | choice_id
            f:1           | reasons     | cost
            f:1           | reasons     | taxes
            f:2           | reasons     | taxes
            f:3           | reasons     | fun
        """,
        gives="""
        counting_rule  | answered_count | chosen_count | is_majority | has_other_majority
        all            | 3              | 2            | true        | false
        one_per_family | 2              | 1            | false       | true
        """,
    )


def test_what_could_not_be_chosen_is_not_asked_and_a_total_is_if_one_of_its_choices_is(relation):
    drawings = {
        "form__groups": "question_id | choice_id | group_label\n---\n"
        "reasons | cost | Any\nreasons | freedom | Any",
        "clean__submissions": "submission_id | sighting_id\n---\nf:1 | both\nf:2 | one\nf:3 | none",
        "clean__unasked": "sighting_id | question_id | choice_id\n---\none | reasons | cost\n"
        "none | reasons | cost\nnone | reasons | freedom",
        "statistics__weights": "submission_id\n---\nf:1\nf:2\nf:3",
    }

    counted(relation, **drawings, gives="choice_id | asked_count\n---\ncost | 1\nfreedom | 2")
    of_groups = "asked_count | answered_count | chosen_count | chosen_share\n---\n2 | 0 | 0 |"
    counted(relation, "statistics.group_counts", **drawings, gives=of_groups)


def test_answers_are_crossed_with_the_declared_categories_grids_item_by_item(relation):
    relation(
        "statistics.cross_tabs",
        form__questions="question_id | kind\n---\nreasons | choices\nviews | grid",
        form__items="question_id | item_id\n---\nviews | theft\nviews | traffic",
        form__choices=f"{REASONS}\n    views | 5",
        form__categories="category_id\n---\ncitizen\nassociation",
        respondents__contributions="submission_id | category_id\n---\n"
        "f:1 | citizen\nf:2 | citizen\nf:3 |",
        clean__answers="""
            submission_id | question_id | item_id | choice_id
            f:1           | reasons     |         | cost
            f:1           | reasons     |         | freedom
            f:2           | reasons     |         | freedom
            f:3           | reasons     |         | cost
            f:4           | reasons     |         | cost
            f:1           | views       | theft   | 5
        """,
        gives="""
        choice_id | item_id | category_id | answered_count | chosen_count | chosen_share
        cost      |         | citizen     | 2              | 1            | 0.5
        freedom   |         | citizen     | 2              | 2            | 1
        5         | theft   | citizen     | 1              | 1            | 1
        5         | traffic | citizen     | 0              | 0            |
        cost      |         | association | 0              | 0            |
        freedom   |         | association | 0              | 0            |
        5         | theft   | association | 0              | 0            |
        5         | traffic | association | 0              | 0            |
        """,
    )


HISTORY = """
    export_id | sid | submitted_at     | modified_at
    early     | 1   | 2026-02-01 10:00 | 2026-02-01 10:00
    early     | 2   | 2026-02-01 11:00 | 2026-02-01 11:00
    late      | 1   | 2026-02-01 10:00 | 2026-02-01 10:00
    late      | 3   | 2026-02-03 10:00 | 2026-02-03 10:00
"""
IN_SOME = """
    export_id | field_kind | field_id
    early     | question   | reasons
    late      | question   | reasons
    {}        | question   | views
"""
GRID = "question_id | item_id\n---\nviews | theft"


@pytest.mark.parametrize(
    ("lacks", "has_views", "views", "expected"),
    [
        ("late | reasons | | cost", "late", "", {"cost": {1, 2}, "freedom": {1, 2, 3}, "for": {3}}),
        ("early | reasons | | cost", "early", "",
         {"cost": {3}, "freedom": {1, 2, 3}, "for": {1, 2}}),
        # The question was left out when exporting: somebody had answered it before.
        ("late | reasons | | cost", "late", "late | 1 | views | theft | for", {"for": {1, 3}}),
    ],
)  # fmt: skip
def test_who_could_choose_is_in_an_export_with_the_choice(chain, lacks, has_views, views, expected):
    header = "export_id | record_number | question_id | item_id | choice_id\n---\n"
    tables = {
        "form__questions": "question_id | kind\n---\nreasons | choices\nviews | grid",
        "form__choices": f"{REASONS}\n    views | for",
        "form__items": GRID,
        "typed__submissions": HISTORY,
        "typed__answers": header + views,
        "typed__export_fields": IN_SOME.format(has_views),
        "typed__absent_options": f"export_id | question_id | item_id | choice_id\n---\n{lacks}",
    }
    sightings = {row["sighting_id"]: row["sid"] for row in chain("clean.submissions", **tables)}
    rows = chain("clean.unasked", **tables)
    unasked = {(sightings[row["sighting_id"]], row["choice_id"]) for row in rows}

    asked = {one: {sid for sid in (1, 2, 3) if (sid, one) not in unasked} for one in expected}
    assert asked == expected
