"""public: what everybody may be told, before small counts are hidden; quotes with an agreement."""

from tests.cases.drawn import assert_rows


def test_a_quote_is_public_with_a_name_or_without_never_for_a_collective(relation):
    assert_rows(
        relation(
            "public.quotes",
            quotes__texts="""
                submission_id | question_id | consent
                --------------+-------------+----------------
                f:1           | why         | own_name
                f:2           | why         | anonymous
                f:3           | why         | collective_name
            """,
            quotes__chosen="""
                reference | submission_id | question_id | theme_id | quote_text | attribution
                ----------+---------------+-------------+----------+------------+------------
                C-1       | f:1           | why         | cost     | too dear   | Ada
                C-1       | f:1           | why         | fear     | too dear   | Ada
                C-2       | f:2           | why         |          | no         | sans nom
                C-3       | f:3           | why         | cost     | never      | Les Yeux
            """,
            coding__themes="""
                theme_id | title | position
                ---------+-------+---------
                fear     | Peur  | 1
                cost     | Coût  | 2
            """,
        ),
        """
        reference | question_id | quote_text | attribution | theme
        ----------+-------------+------------+-------------+------
        C-1       | why         | too dear   | Ada         | Peur
        C-2       | why         | no         | sans nom    |
        """,
    )


def test_only_questions_whose_answers_leave_are_counted_and_only_whole_persons(relation):
    assert_rows(
        relation(
            "public.answers",
            statistics__answer_counts="""
                question_id | choice_id | counting_rule  | answered_count | chosen_count
                ------------+-----------+----------------+----------------+-------------
                a           | yes       | all            | 5              | 3
                a           | yes       | one_per_family | 2.5            | 1.5
                b           | yes       | all            | 5              | 3
            """,
            form__questions="""
                question_id | audience
                ------------+-------------
                a           | all
                b           | organisation
            """,
            public__rules="counting_rule\n---\nall",
        ),
        """
        question_id | item_id | choice_id | counting_rule | answered_count | chosen_count
        ------------+---------+-----------+---------------+----------------+-------------
        a           |         | yes       | all           | 5              | 3
        """,
    )


def test_a_week_is_of_the_forms_own_time_zone_and_who_has_no_date_has_none(relation):
    assert_rows(
        relation(
            "public.weeks",
            statistics__participation_by_day="""
                day        | contribution_count
                -----------+-------------------
                2022-02-20 | 2
                2022-02-21 | 3
                2022-02-22 | 0
            """,
            respondents__contributions="""
                submission_id | answered_at
                --------------+-----------------
                f:1           | 2022-02-20 10:00
                f:2           |
            """,
        ),
        """
        week       | person_count
        -----------+-------------
        2022-02-14 | 2
        2022-02-21 | 3
                   | 1
        """,
    )
