"""statistics.conclusions: does what comes first still come first under another rule?"""

import pytest

from consultation.warehouse.store.functions import make_functions
from consultation.warehouse.tables import models
from tests.cases.drawn import Warehouse, assert_rows

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


def test_the_leader_is_what_most_chose_under_the_rule(relation):
    relation(
        "statistics.conclusions",
        statistics__answer_counts=counts(all={"yes": 6, "no": 4}, collectives={"yes": 3, "no": 7}),
        gives="""
        counting_rule | leading_choice_id | leading_share | has_other_leader | has_other_majority
        all           | yes               | 0.6           | false            | false
        collectives   | no                | 0.7           | true             | false
        """,
    )


@pytest.mark.parametrize(
    ("everybody", "individuals", "leads", "otherwise"),
    [
        # A majority is lost, though the leader stays.
        ({"yes": 6, "no": 4}, {"yes": 5, "no": 3}, "yes", {"majority"}),
        # Exactly half is no majority, even as a sum of fractions.
        ({"yes": 6, "no": 4}, {"yes": 5.0000000000001, "no": 4.9}, "yes", {"majority"}),
        # Answers that lead together make no leader, and no other one.
        ({"yes": 6, "no": 4}, {"yes": 5, "no": 5}, None, {"tie", "majority"}),
        ({"yes": 5, "no": 5}, {"yes": 6, "no": 4}, "yes", {"tie", "majority"}),
        ({"yes": 5, "no": 5}, {"yes": 5, "no": 5}, None, set()),
        # A rule under which nobody answered contradicts nothing.
        ({"yes": 6, "no": 4}, {"yes": 0, "no": 0}, None, set()),
    ],
)
def test_other_results_are_flagged(relation, everybody, individuals, leads, otherwise):
    rows = relation(
        "statistics.conclusions",
        statistics__answer_counts=counts(all=everybody, individuals=individuals),
    )

    (found,) = (row for row in rows if row["counting_rule"] == "individuals")
    assert found["leading_choice_id"] == leads
    flags = ("leader", "tie", "majority")
    assert {flag for flag in flags if found[f"has_other_{flag}"]} == otherwise


def test_each_item_of_a_grid_is_concluded_by_itself(relation):
    relation(
        "statistics.conclusions",
        statistics__answer_counts="question_id | item_id | choice_id | counting_rule"
        " | answered_count | chosen_count | chosen_share\n---\n"
        "q | town | yes | all | 2 | 2 | 1\nq | town | no | all | 2 | 0 | 0\n"
        "q | field | yes | all | 2 | 0 | 0\nq | field | no | all | 2 | 2 | 1",
        gives="item_id | leading_choice_id\n---\ntown | yes\nfield | no",
    )


def test_answers_that_come_first_together_are_both_first():
    """« Chiffres clés » and « Règles de comptage » show each of them, as equal."""
    warehouse = Warehouse(
        {
            "statistics_steps__option_counts": """
                question_id | choice_id | choice_label | counting_rule | chosen_count
                q           | yes       | Oui          | all           | 5
                q           | maybe     | Bof          | all           | 1
                q           | no        | Non          | all           | 5
            """
        }
    )
    make_functions(warehouse.connection)

    assert_rows(
        warehouse.rows(models.query_of("publications.parts__question_rows")),
        "choice_id | answer_rank | is_tied\n---\nyes | 1 | true\nno | 1 | true\nmaybe | 3 | false",
    )
