"""statistics.coder_agreement and agreement_summary: what alphas are worth, one by one and all."""

from tests.cases.drawn import assert_rows

OF_THEMES = """
    theme_id | alpha | unit_count | disagreement_count | open_count
    fear     | 0.8   | 55         | 4                  | 1
    cost     | 0.7   | 55         | 5                  | 0
    health   | 0.244 | 20         | 9                  | 3
    never    |       | 55         | 0                  | 0
             |       | 60         | 17                 | 4
"""
THEMES = "theme_id\n---\nfear\ncost\nhealth\nnever"


def test_what_an_alpha_is_worth_has_a_name(relation):
    alphas = (0.8, 0.799, 0.667, 0.666, -0.2, "")
    relation(
        "statistics.coder_agreement",
        coding__agreement="theme_id | alpha\n---\n"
        + "\n".join(f"t{place} | {alpha}" for place, alpha in enumerate(alphas)),
        coding__themes="theme_id\n---\n" + "\n".join(f"t{place}" for place in range(6)),
        gives="""
        theme_id | agreement_level
        t0       | strong
        t1       | tentative
        t2       | tentative
        t3       | insufficient
        t4       | insufficient
        t5       | undefined
        """,
    )


def test_the_summary_has_the_lowest_and_the_median_alpha_of_themes_in_use(chain):
    (row,) = chain(
        "statistics.agreement_summary", coding__agreement=OF_THEMES, coding__themes=THEMES
    )

    assert (row["lowest_alpha"], row["median_alpha"], row["insufficient_count"]) == (0.244, 0.7, 1)
    assert (row["unit_count"], row["disagreement_count"], row["open_count"]) == (60, 17, 4)


def test_nothing_is_measured_where_nobody_coded_what_another_did(chain):
    tables = {
        "coding__judgements": "unit_id | theme_id | coder | is_found\n---\na | fear | A | true",
        "coding__themes": THEMES,
    }

    assert chain("coding.agreement", **tables) == []
    assert chain("statistics.agreement_summary", **tables) == []


def test_who_differ_and_what_is_open_is_counted_in_units_once(chain):
    assert_rows(
        chain(
            "coding.agreement",
            coding__judgements="""
            unit_id | theme_id | coder | is_found
            a       | fear     | A     | true
            a       | fear     | B     | false
            a       | cost     | A     | true
            a       | cost     | B     | false
            b       | fear     | B     | true
            b       | fear     | C     | true
            """,
            coding__unit_themes="""
            unit_id | theme_id | state
            a       | fear     | open
            a       | cost     | yes
            b       | fear     | yes
            """,
            agreement__alphas="theme_id | alpha\n---\nfear | 0.25\ncost | 0.75",
        ),
        """
        theme_id | alpha | coder_count | unit_count | disagreement_count | open_count
        fear     | 0.25  | 3           | 2          | 1                  | 1
        cost     | 0.75  | 2           | 1          | 1                  | 0
                 |       | 3           | 2          | 1                  | 1
        """,
    )
