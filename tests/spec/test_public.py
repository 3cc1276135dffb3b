"""public: what everybody may be told, before small counts are hidden, and quotes."""


def test_a_quote_is_public_with_a_name_or_without_never_for_a_collective(relation):
    relation(
        "public.quotes",
        quotes__texts="""
            submission_id | question_id | consent
            f:1           | why         | own_name
            f:2           | why         | anonymous
            f:3           | why         | collective_name
        """,
        quotes__chosen="""
            reference | submission_id | question_id | theme_id | quote_text | attribution
            C-1       | f:1           | why         | cost     | too dear   | Ada
            C-1       | f:1           | why         | fear     | too dear   | Ada
            C-2       | f:2           | why         |          | no         | sans nom
            C-3       | f:3           | why         | cost     | never      | Les Yeux
        """,
        coding__themes="theme_id | title | position\n---\nfear | Peur | 1\ncost | Coût | 2",
        gives="""
        reference | question_id | quote_text | attribution | theme
        C-1       | why         | too dear   | Ada         | Peur
        C-2       | why         | no         | sans nom    |
        """,
    )


def test_only_published_questions_are_counted_with_their_totals_and_only_whole_persons(relation):
    relation(
        "public.answers",
        statistics_steps__option_counts="""
            question_id|choice_id | group_label | counting_rule  | answered_count | chosen_count
            a           | yes       |             | all            | 5              | 3
            a           |           | Favourable  | all            | 5              | 4
            a           | yes       |             | one_per_family | 2.5            | 1.5
            b           | yes       |             | all            | 5              | 3
        """,
        form__questions="question_id | is_public\n---\na | true\nb | false",
        gives="""
        question_id | choice_id | group_label | counting_rule | answered_count | chosen_count
        a           | yes       |             | all           | 5              | 3
        a           |           | Favourable  | all           | 5              | 4
        """,
    )


def test_the_public_page_knows_if_all_texts_were_read_and_never_how_far_a_share_may_be(relation):
    """A theme on which coders agree too little, as on fun, is not there."""
    relation(
        "public.themes",
        statistics__theme_counts="""
            question_id | theme_id | counting_rule | lowest_share | theme_share | highest_share
            why         | fear     | all           | 0.35         | 0.4         | 0.475
            why         | cost     | all           | 0.10         | 0.1         | 0.100
            how         | cost     | all           | 0.50         | 0.5         | 0.500
            what        | cost     | all           |              | 0.5         |
            why         | fun      | all           | 0.50         | 0.5         | 0.500
        """,
        coding__themes="theme_id\n---\nfear\ncost\nfun",
        statistics__coder_agreement="theme_id | agreement_level\n---\n"
        "fun | insufficient\ncost | tentative",
        form__questions="question_id | audience\n---\nwhy | all\nhow | all\nwhat | all",
        gives="""
            question_id | theme_id | is_all_read
            why         | fear     | false
            why         | cost     | false
            how         | cost     | true
            what        | cost     | false
        """,
    )
