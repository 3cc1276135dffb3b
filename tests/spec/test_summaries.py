"""statistics.*_summaries: numbers, dates, hours and texts, of contributions only."""

from tests.cases.drawn import assert_rows


def test_numbers_are_summarised_over_contributions(relation):
    summaries = relation(
        "statistics.number_summaries",
        form__questions="question_id | kind\n---\ncameras | number\nage | number\nwhy | text",
        respondents__contributions="submission_id\n---\nf:1\nf:2\nf:3\nf:4",
        clean__answers="""
            submission_id | question_id | number
            f:1           | cameras     | 0.1
            f:2           | cameras     | 0.2
            f:3           | cameras     | 4
            f:4           | cameras     | -1.3
            f:5           | cameras     | 999
        """,
    )

    assert_rows(
        summaries,
        """
        question_id | answered_count | smallest_number | median_number | greatest_number | mean_number
        cameras     | 4              | -1.3            | 0.15          | 4               | 0.75
        age         | 0              |                 |               |                 |
        """,  # noqa: E501
    )
    assert_rows(
        [row for row in summaries if row["answered_count"]],
        "first_quartile | third_quartile\n---\n-0.25 | 1.15",
    )


def test_dates_are_summarised_and_the_median_is_one_of_them(relation):
    relation(
        "statistics.date_summaries",
        form__questions="question_id | kind\n---\nday | date\nother | date",
        respondents__contributions="submission_id\n---\nf:1\nf:2\nf:3\nf:4",
        clean__answers="""
            submission_id | question_id | date
            f:1           | day         | 2020-03-01
            f:2           | day         | 2019-01-31
            f:3           | day         | 2022-12-24
            f:4           | day         | 2021-06-21
            f:5           | day         | 1800-01-01
        """,
        gives="""
        question_id | answered_count | earliest_date | median_date | latest_date
        day         | 4              | 2019-01-31    | 2020-03-01  | 2022-12-24
        other       | 0              |               |             |
        """,
    )


def test_hours_are_counted_and_every_hour_of_the_day_is_there(relation):
    summaries = relation(
        "statistics.time_summaries",
        form__questions="question_id | kind\n---\nwhen | time",
        respondents__contributions="submission_id\n---\nf:1\nf:2\nf:3",
        clean__answers="""
            submission_id | question_id | text
            f:1           | when        | 08:05
            f:2           | when        | 08:59
            f:3           | when        | 23:00
            f:4           | when        | 12:00
        """,
    )

    assert [row["hour"] for row in sorted(summaries, key=lambda row: row["hour"])] == [*range(24)]
    assert_rows(
        [row for row in summaries if row["answered_count"]],
        "question_id | hour | answered_count\n---\nwhen | 8 | 2\nwhen | 23 | 1",
    )


def test_texts_and_files_are_counted_and_told_apart_by_every_character(relation):
    summaries = relation(
        "statistics.text_summaries",
        form__questions="question_id | kind\n---\nwhy | text\npicture | file\nsilence | text",
        respondents__contributions="submission_id\n---\nf:1\nf:2\nf:3",
        clean__answers="""
            submission_id | question_id | text
            f:1           | why         | la TVA
            f:2           | why         | la TVA
            f:3           | why         | La  TVA!
            f:4           | why         | a draft
            f:1           | picture     | https://
        """,
    )

    assert_rows(
        summaries,
        """
        question_id | answered_count | distinct_text_count | median_character_count | greatest_character_count
        why         | 3              | 2                   | 6                      | 8
        picture     | 1              | 1                   | 8                      | 8
        silence     | 0              | 0                   |                        |
        """,  # noqa: E501
    )
