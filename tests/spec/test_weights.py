"""statistics.weights: under which rules a contribution counts, and for how much."""

from tests.cases.drawn import assert_rows


def test_a_contribution_counts_for_one_under_every_rule_that_it_meets(relation):
    weights = relation(
        "statistics.weights",
        respondents__contributions="""
            submission_id | respondent_kind | is_sendable
            f:1           | individual      | true
            f:2           | individual      | false
            f:3           | collective      | true
            f:4           | collective      | false
        """,
        families__template_contributions="submission_id\n---\nf:4",
    )

    counted: dict[object, set[object]] = {}
    for row in weights:
        counted.setdefault(row["counting_rule"], set()).add(row["submission_id"])
    everybody = {"f:1", "f:2", "f:3", "f:4"}
    assert counted == dict.fromkeys(("all", "one_per_family"), everybody) | {
        "without_templates": {"f:1", "f:2", "f:3"},  # f:4 only repeats a letter
        "individuals": {"f:1", "f:2"},
        "collectives": {"f:3", "f:4"},
        "consenting": {"f:1", "f:3"},
    }
    assert {row["weight"] for row in weights} == {1.0}


def test_the_respondents_of_a_family_weigh_one_together(relation):
    weights = relation(
        "statistics.weights",
        respondents__contributions="submission_id\n---\nf:1\nf:2",
        families__largest="submission_id | family_id | respondent_count\n---\nf:1 | why-a | 4",
    )

    assert_rows(
        [row for row in weights if row["counting_rule"] == "one_per_family"],
        "submission_id | weight\n---\nf:1 | 0.25\nf:2 | 1",
    )


def test_thirds_add_up_to_a_whole(relation):
    """Weights are added as decimals: no rounding depends on the order of rows."""
    thirds = "\n".join(f"f:{n} | one_per_family | {1 / 3}" for n in range(3))
    (counted,) = relation(
        "statistics.rule_counts",
        form__words="kind | id\n---\ncounting_rule | one_per_family",
        statistics__weights=f"submission_id | counting_rule | weight\n---\n{thirds}",
    )

    assert counted["contribution_count"] == 1.0


def test_categories_are_counted_under_every_rule_and_none_is_left_out(relation):
    relation(
        "statistics.category_counts",
        form__words="kind | id\n---\ncounting_rule | all\ncounting_rule | collectives",
        form__categories="category_id\n---\ncitizen\npro",
        respondents__contributions="""
            submission_id | category_id
            f:1           | citizen
            f:2           | citizen
            f:4           |
        """,
        statistics__weights="""
            submission_id | counting_rule | weight
            f:1           | all           | 1
            f:2           | all           | 0.5
            f:4           | all           | 1.5
        """,
        gives="""
        category_id | counting_rule | contribution_count | contribution_share
        citizen     | all           | 1.5                | 0.5
        pro         | all           | 0                  | 0
                    | all           | 1.5                | 0.5
        citizen     | collectives   | 0                  |
        pro         | collectives   | 0                  |
                    | collectives   | 0                  |
        """,
    )


def test_every_consent_is_counted_for_both_kinds_of_respondents(relation):
    relation(
        "statistics.consent_counts",
        form__words="kind | id\n---\nconsent | own_name\nconsent | unclear\n"
        "respondent_kind | individual\nrespondent_kind | collective",
        respondents__contributions="submission_id | consent | respondent_kind\n---\n"
        "f:1 | own_name | individual\nf:2 | own_name | individual\nf:3 | unclear | collective",
        gives="""
        consent  | respondent_kind | contribution_count
        own_name | individual      | 2
        own_name | collective      | 0
        unclear  | individual      | 0
        unclear  | collective      | 1
        """,
    )
