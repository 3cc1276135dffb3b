-- statistiques/text_lengths.csv of the pack: consenting contributions only.
-- One row per text question and class of lengths, in words; zeros included.

with

classes as (

    select
        unnest(
            ['below_12', 'below_50', 'below_100', 'below_200', 'below_500', 'longest']
        ) as length,
        unnest([1, 12, 50, 100, 200, 500]) as fewest_words,
        unnest([11, 49, 99, 199, 499, null]) as most_words

),

counted as (

    select
        questions.position,
        questions.question_id,
        questions.title,
        classes.length,
        classes.fewest_words,
        classes.most_words,
        count(texts.word_count) as answered_count
    from form.questions as questions
    cross join classes
    left join pack.annex_files__texts as texts
        on
            questions.question_id = texts.question_id
            and classes.fewest_words <= greatest(texts.word_count, 1)
            and (
                classes.most_words is null
                or classes.most_words >= greatest(texts.word_count, 1)
            )
    where questions.kind = 'text'
    group by all

)

select
    question_id,
    title as question_label,
    sentence('text_lengths', length) as length_label,
    fewest_words,
    most_words,
    answered_count,
    (sum(answered_count) over of_question)::bigint as written_count,
    answered_count / nullif(written_count, 0) as answered_share
from counted
window of_question as (partition by question_id)
order by position, fewest_words
