"""statistics.participation_*: when and from where contributions came."""


def test_a_contribution_is_of_its_local_day_and_days_without_any_are_shown(relation):
    """Paris is two hours ahead of UTC since the night of the 28th."""
    relation(
        "statistics.participation_by_day",
        respondents__contributions="""
            submission_id | answered_at
            f:1           | 2026-03-27 22:59
            f:2           | 2026-03-27 23:00
            f:3           | 2026-03-30 21:59
            f:4           | 2026-03-30 22:00
            f:5           |
        """,
        gives="""
        day        | contribution_count | cumulated_count
        2026-03-27 | 1                  | 1
        2026-03-28 | 1                  | 2
        2026-03-29 | 0                  | 2
        2026-03-30 | 1                  | 3
        2026-03-31 | 1                  | 4
        """,
    )


def test_every_departement_is_counted_and_so_is_having_none(relation):
    relation(
        "statistics.participation_by_departement",
        form__words="kind | id\n---\ndepartement | 35\ndepartement | 2A\nbox | counted",
        respondents__contributions="submission_id | departement_id\n---\nf:1 | 35\nf:2 | 35\nf:3 |",
        gives="departement_id | contribution_count\n---\n35 | 2\n2A | 0\n| 1",
    )


def test_it_is_told_when_no_answer_has_a_date(relation):
    def told(answers: str) -> list[int]:
        drawing = f"submission_id | answered_at\n---\n{answers}"
        rows = relation("notices.counted", respondents__contributions=drawing)
        return [row["answer_count"] for row in rows if row["notice"] == "undated_answers"]

    assert told("f:1 |\nf:2 |") == [2]
    assert told("f:1 |\nf:2 | 2022-02-14 10:00") == []
    assert told("") == []


def test_a_week_is_of_the_forms_own_time_zone_zeros_included_and_who_has_no_date_has_none(relation):
    relation(
        "statistics.participation_by_week",
        form__form="time_zone\n---\nIndian/Reunion",
        respondents__contributions="""
            submission_id | answered_at
            f:1           | 2022-02-20 10:00
            f:2           | 2022-02-20 20:00
            f:3           | 2022-03-09 10:00
            f:4           |
        """,
        gives="""
        week       | contribution_count
        2022-02-14 | 1
        2022-02-21 | 1
        2022-02-28 | 0
        2022-03-07 | 1
                   | 1
        """,
    )
