-- statistiques/text_lengths.csv of the pack: consenting contributions only.
-- One row per text question and class of lengths, in words; zeros included.

with

classes as (

    select
        bounds.*,
        row_number() over (order by bounds.fewest_words) as place
    from (
        values
        (1, 11, 'moins de 12 mots'),
        (12, 49, 'de 12 à 49 mots'),
        (50, 99, 'de 50 à 99 mots'),
        (100, 199, 'de 100 à 199 mots'),
        (200, 499, 'de 200 à 499 mots'),
        (500, null, '500 mots ou plus')
    ) as bounds (fewest_words, most_words, length_label)

),

questions as (

    select * from form.questions
    where kind = 'text'

),

lengths as (

    select
        question_id,
        greatest(word_count, 1) as word_count
    from pack.index_texts

),

counted as (

    select
        questions.position,
        classes.place,
        questions.question_id,
        questions.title as question_label,
        classes.fewest_words,
        classes.most_words,
        classes.length_label,
        count(lengths.word_count) as answered_count
    from questions
    cross join classes
    left join lengths
        on
            questions.question_id = lengths.question_id
            and classes.fewest_words <= lengths.word_count
            and (
                classes.most_words is null
                or classes.most_words >= lengths.word_count
            )
    group by all

)

select
    question_id,
    question_label,
    length_label,
    fewest_words,
    most_words,
    answered_count
from counted
order by position, place
