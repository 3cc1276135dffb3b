"""coding.unit_themes, statistics.theme_counts and the tables beside it: what counts as said."""

import pytest

from tests.cases.drawn import assert_rows

THEMES = "theme_id | question_ids\n---\nfear | []\ncost | []"


def test_a_theme_counts_when_all_who_coded_the_unit_found_it(relation):
    relation(
        "coding.unit_themes",
        coding__codes="""
            unit_id | coder | theme_ids
            --------+-------+-------------
            both    | A     | [fear, cost]
            both    | B     | [fear]
            alone   | B     | [cost]
            none    | A     | []
        """,
        gives="""
        unit_id | theme_id | coder_count | chosen_by  | is_settled | state
        --------+----------+-------------+------------+------------+------
        both    | fear     | 2           | ['A', 'B'] | false      | yes
        both    | cost     | 2           | ['A']      | false      | open
        alone   | cost     | 1           | ['B']      | false      | yes
        """,
    )


@pytest.mark.parametrize(
    ("settled", "fear", "cost"),
    [
        ("[cost]", "yes", "yes"),
        ("[fear]", "yes", "no"),
        ("[other]", "yes", "no"),
        ("[]", "no", "no"),
    ],
)
def test_settling_decides_on_what_coders_differ_about_and_no_theme_on_all(
    relation, settled, fear, cost
):
    """Fear is what both found, cost what one did."""
    themes = relation(
        "coding.unit_themes",
        coding__codes="unit_id | coder | theme_ids\n---\nu | A | [fear, cost]\nu | B | [fear]",
        coding__settlements=f"unit_id | theme_ids\n---\nu | {settled}",
    )

    states = {row["theme_id"]: row["state"] for row in themes}
    assert states == {"fear": fear, "cost": cost} | ({"other": "yes"} if "oth" in settled else {})


def test_a_text_is_coded_when_all_its_units_are_and_has_their_themes_once(chain):
    tables = {
        "coding__unit_submissions": """
            submission_id | question_id | unit_id
            --------------+-------------+--------
            f:1           | why         | letter
            f:2           | why         | letter
            f:2           | why         | added
            f:3           | why         | letter
            f:3           | why         | later
        """,
        "coding__units": """
            unit_id | unit_kind
            --------+----------
            letter  | letter
            added   | addition
            later   | addition
        """,
        "coding__codes": """
            unit_id | coder | theme_ids
            --------+-------+-------------
            letter  | A     | [fear, cost]
            letter  | B     | [fear]
            added   | A     | [cost]
        """,
    }

    assert_rows(
        chain("coding.submission_states", **tables),
        """
        submission_id | unit_id | is_coded | has_open | theme_count
        --------------+---------+----------+----------+------------
        f:1           | letter  | true     | true     | 1
        f:2           | letter  | true     | false    | 2
        f:3           | letter  | false    | true     | 1
        """,
    )


def test_nothing_is_told_as_long_as_nothing_is_coded(chain):
    tables = {
        "coding__unit_submissions": "submission_id | question_id | unit_id\n---\nf:1 | why | u",
        "coding__units": "unit_id | unit_kind\n---\nu | text",
        "coding__themes": THEMES,
        "statistics__weights": "submission_id\n---\nf:1",
    }

    for table in ("coding.submission_states", "statistics.coding_coverage"):
        assert chain(table, **tables) == []


def test_a_disagreement_is_open_counted_apart_and_in_no_theme(chain):
    tables = {
        "coding__submission_states": """
            submission_id | question_id | unit_id | is_coded | has_open | theme_count
            --------------+-------------+---------+----------+----------+------------
            f:1           | why         | a       | true     | true     | 0
            f:2           | why         | b       | true     | false    | 1
            f:3           | why         | c       | true     | false    | 0
            f:4           | why         | d       | false    | false    | 1
        """,
        "coding__submission_themes": """
            submission_id | question_id | theme_id | state
            --------------+-------------+----------+------
            f:1           | why         | fear     | open
            f:2           | why         | fear     | yes
            f:4           | why         | fear     | yes
        """,
        "coding__themes": THEMES,
        "statistics__weights": "submission_id\n---\nf:1\nf:2\nf:3\nf:4",
    }
    of_all = [
        row
        for row in chain("statistics.theme_counts", **tables)
        if row["counting_rule"] == "all" and row["question_id"] == "why"
    ]
    assert_rows(
        of_all,
        """
        theme_id | written_count | coded_count | open_count | theme_count | theme_share
        ---------+---------------+-------------+------------+-------------+------------
        fear     | 4             | 3           | 1          | 1           | 0.333333
        cost     | 4             | 3           | 0          | 0           | 0
        """,
    )
    (coverage,) = (
        row
        for row in chain("statistics.coding_coverage", **tables)
        if row["counting_rule"] == "all" and row["question_id"] is None
    )
    assert (coverage["no_theme_count"], coverage["open_count"]) == (1, 1)
