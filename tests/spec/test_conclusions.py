"""statistics.conclusions: does what comes first still come first under another rule?"""

import pytest

from consultation.warehouse.store.functions import make_functions
from consultation.warehouse.tables import models
from tests.cases.drawn import Warehouse

HEADER = (
    "question_id | choice_id | counting_rule | answered_count | chosen_count | chosen_share\n---\n"
)


def counts(**rules: dict[str, float]) -> str:
    """Answers to one question: by rule, how many chose what (of ten who answered)."""
    return HEADER + "\n".join(
        f"q | {choice} | {rule} | {10 if any(chosen.values()) else 0} | {count} |"
        f" {count / 10 if any(chosen.values()) else ''}"
        for rule, chosen in rules.items()
        for choice, count in chosen.items()
    )


def concluded(relation, **rules: dict[str, float]) -> dict[str, dict[str, object]]:
    rows = relation("statistics.conclusions", statistics__answer_counts=counts(**rules))
    return {row["counting_rule"]: row for row in rows}


def test_the_leader_is_what_most_chose_under_the_rule(relation):
    relation(
        "statistics.conclusions",
        statistics__answer_counts=counts(all={"yes": 6, "no": 4}, collectives={"yes": 3, "no": 7}),
        gives="""
        counting_rule | leading_choice_id | leading_share | has_other_leader | has_other_majority
        --------------+-------------------+---------------+------------------+-------------------
        all           | yes               | 0.6           | false            | false
        collectives   | no                | 0.7           | true             | false
        """,
    )


def test_a_majority_that_is_lost_is_flagged_though_the_leader_stays(relation):
    found = concluded(
        relation,
        all={"yes": 6, "no": 4},
        without_templates={"yes": 5, "no": 3},
    )

    assert not found["without_templates"]["has_other_leader"]
    assert found["without_templates"]["has_other_majority"]


def test_exactly_half_is_no_majority_even_as_a_sum_of_fractions(relation):
    found = concluded(relation, all={"yes": 5.0000000000001, "no": 4.9999999999999})

    assert not found["all"]["is_majority"]


@pytest.mark.parametrize(
    ("everybody", "individuals", "is_otherwise"),
    [
        ({"yes": 6, "no": 4}, {"yes": 5, "no": 5}, True),
        ({"yes": 5, "no": 5}, {"yes": 6, "no": 4}, True),
        ({"yes": 5, "no": 5}, {"yes": 5, "no": 5}, False),
    ],
)
def test_answers_that_lead_together_make_no_leader_and_no_other_one(
    relation, everybody, individuals, is_otherwise
):
    found = concluded(relation, all=everybody, individuals=individuals)

    tied = [rule for rule, one in found.items() if one["leading_choice_id"] is None]
    assert len(tied) == (1 if is_otherwise else 2)
    assert not found["individuals"]["has_other_leader"]
    assert found["individuals"]["has_other_tie"] == is_otherwise


def test_a_rule_under_which_nobody_answered_contradicts_nothing(relation):
    found = concluded(relation, all={"yes": 6, "no": 4}, collectives={"yes": 0, "no": 0})

    assert found["collectives"]["leading_choice_id"] is None
    assert not found["collectives"]["has_other_leader"]
    assert not found["collectives"]["has_other_tie"]
    assert not found["collectives"]["has_other_majority"]


@pytest.mark.parametrize("item", ["town", "field"])
def test_each_item_of_a_grid_is_concluded_by_itself(relation, item):
    rows = relation(
        "statistics.conclusions",
        statistics__answer_counts="question_id | item_id | choice_id | counting_rule"
        " | answered_count | chosen_count | chosen_share\n---\n"
        "q | town | yes | all | 2 | 2 | 1\nq | town | no | all | 2 | 0 | 0\n"
        "q | field | yes | all | 2 | 0 | 0\nq | field | no | all | 2 | 2 | 1",
    )

    leaders = {row["item_id"]: row["leading_choice_id"] for row in rows}
    assert leaders[item] == {"town": "yes", "field": "no"}[item]


def test_answers_that_come_first_together_are_both_first():
    """« Chiffres clés » and « Règles de comptage » show each of them, as equal."""
    warehouse = Warehouse(
        {
            "statistics_steps__option_counts": """
                question_id | choice_id | choice_label | counting_rule | chosen_count
                ------------+-----------+--------------+---------------+-------------
                q           | yes       | Oui          | all           | 5
                q           | maybe     | Bof          | all           | 1
                q           | no        | Non          | all           | 5
            """
        }
    )
    make_functions(warehouse.connection)

    rows = warehouse.rows(models.query_of("publications.parts__question_rows"))
    assert {row["choice_id"]: (row["answer_rank"], row["is_tied"]) for row in rows} == {
        "yes": (1, True),
        "no": (1, True),
        "maybe": (3, False),
    }
