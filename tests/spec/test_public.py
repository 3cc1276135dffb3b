"""public: what everybody may be told, before small counts are hidden; quotes with an agreement."""


def test_a_quote_is_public_with_a_name_or_without_never_for_a_collective(relation):
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
        gives="""
        reference | question_id | quote_text | attribution | theme
        ----------+-------------+------------+-------------+------
        C-1       | why         | too dear   | Ada         | Peur
        C-2       | why         | no         | sans nom    |
        """,
    )


def test_only_published_questions_are_counted_with_their_totals_and_only_whole_persons(relation):
    relation(
        "public.answers",
        statistics_steps__option_counts="""
            question_id|choice_id | group_label | counting_rule  | answered_count | chosen_count
            -----------+----------+-------------+----------------+----------------+-------------
            a           | yes       |             | all            | 5              | 3
            a           |           | Favourable  | all            | 5              | 4
            a           | yes       |             | one_per_family | 2.5            | 1.5
            b           | yes       |             | all            | 5              | 3
        """,
        form__questions="""
            question_id | is_public
            ------------+----------
            a           | true
            b           | false
        """,
        gives="""
        question_id | choice_id | group_label | counting_rule | answered_count | chosen_count
        ------------+-----------+-------------+---------------+----------------+-------------
        a           | yes       |             | all           | 5              | 3
        a           |           | Favourable  | all           | 5              | 4
        """,
    )


def test_published_questions_of_few_choices_may_be_crossed_in_their_order_item_by_item(relation):
    relation(
        "public.crossed_questions",
        form__questions="""
            question_id | position | is_public
            ------------+----------+----------
            grid        | 2        | true
            a           | 1        | true
            kept        | 3        | false
            long        | 4        | true
        """,
        form__items="""
            question_id | item_id | position
            ------------+---------+---------
            grid        | town    | 2
            grid        | fields  | 1
        """,
        form__choices="question_id | choice_id\n---+---\n"
        + "grid | yes\na | yes\nkept | yes\n"
        + "\n".join(f"long | c{number}" for number in range(13)),
        gives="""
        question_id | item_id | place
        ------------+---------+------
        a           |         | 1
        grid        | fields  | 2
        grid        | town    | 3
        """,
    )


def test_two_published_questions_are_crossed(relation):
    """Of who answered both: each two choices, and how many made any."""
    relation(
        "public.crossings",
        public__crossed_questions="""
            question_id | place
            ------------+------
            a           | 1
            b           | 2
        """,
        statistics_steps__choices_made="""
            submission_id | question_id | choice_id
            --------------+-------------+----------
            f:1           | a           | yes
            f:1           | b           | car
            f:2           | a           | no
            f:2           | c           | x
        """,
        gives="""
        question_id | choice_id | other_question_id | other_choice_id | person_count
        ------------+-----------+-------------------+-----------------+-------------
        a           | yes       | b                 | car             | 1
        a           | yes       | b                 |                 | 1
        a           |           | b                 | car             | 1
        a           |           | b                 |                 | 1
        """,
    )
