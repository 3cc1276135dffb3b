"""statistics.coder_agreement: whether different people find the same themes, and how it is told."""

import pytest

from consultation.warehouse.tables import agreeing
from tests.cases.drawn import Row, Warehouse, assert_rows
from tests.cases.one_after_another import OneAfterAnother

THEMES = "theme_id | question_ids\n---\nfear | []\ncost | [how]\nnever | []"
CODES = """
    unit_id | question_id | coder | theme_ids
    --------+-------------+-------+-------------
    a       | why         | A     | [fear]
    a       | why         | B     | [fear]
    b       | why         | A     | []
    b       | why         | B     | []
    c       | how         | A     | [fear, cost]
    c       | how         | B     | [cost]
    d       | how         | B     | []
    d       | how         | A     | []
    e       | how         | A     | [fear]
"""


def agreement(codes: str, themes: str = THEMES, settlements: str = "unit_id\n---\n") -> list[Row]:
    warehouse = Warehouse(
        {"coding__codes": codes, "coding__themes": themes, "coding__settlements": settlements}
    )
    warehouse.build_chain("coding.unit_themes")
    agreeing.measure_agreement(warehouse.connection, OneAfterAnother())
    return warehouse.build_chain("statistics.coder_agreement")


def test_alpha_is_of_the_units_that_two_coded_and_of_the_questions_of_the_theme():
    assert_rows(
        agreement(CODES),
        """
        theme_id | unit_count | observed_agreement | alpha    | disagreement_count | open_count
        ---------+------------+--------------------+----------+--------------------+-----------
        fear     | 4          | 0.75               | 0.533333 | 1                  | 1
        cost     | 2          | 1                  | 1        | 0                  | 0
        never    | 4          | 1                  |          | 0                  | 0
                 | 4          | 0.9                | 0.746667 | 1                  | 1
        """,
    )


def test_settling_changes_what_is_open_and_never_how_far_coders_agreed():
    settled = agreement(CODES, settlements="unit_id | theme_ids\n---\nc | [cost]")

    assert [row["open_count"] for row in settled] == [0, 0, 0, 0]
    alphas = {row["theme_id"]: row["alpha"] for row in agreement(CODES)}
    assert {row["theme_id"]: row["alpha"] for row in settled} == alphas


def test_the_order_in_which_codes_came_changes_nothing():
    header, rule, *rows = CODES.strip().splitlines()
    again = agreement("\n".join([header, rule, *reversed(rows)]))

    key = str
    assert sorted(again, key=key) == sorted(agreement(CODES), key=key)


def test_nothing_is_measured_where_nobody_coded_what_another_did():
    assert agreement("unit_id | question_id | coder | theme_ids\n---\na | why | A | [fear]") == []


@pytest.mark.parametrize(
    ("alpha", "level"),
    [
        ("0.8", "strong"),
        ("0.799", "tentative"),
        ("0.667", "tentative"),
        ("0.666", "insufficient"),
        ("-0.2", "insufficient"),
        ("", "undefined"),
    ],
)
def test_what_an_alpha_is_worth_has_a_name(relation, alpha, level):
    (row,) = relation(
        "statistics.coder_agreement", coding__agreement=f"theme_id | alpha\n---\nfear | {alpha}"
    )

    assert row["agreement_level"] == level
