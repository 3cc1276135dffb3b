-- Long texts that several voices wrote, identical in every character.
-- One row per voice and question whose text another voice wrote too; key: submission_id,
-- question_id.
-- Words are counted in repeated texts only: counting all texts would take long.

with

texts as (

    select
        answers.submission_id,
        answers.question_id,
        md5_number(answers.text) as text_digest
    from clean.answers as answers
    inner join review.voices using (submission_id)
    inner join
        form.questions as questions
        on answers.question_id = questions.question_id
    cross join form.thresholds as thresholds
    where
        questions.kind = 'text'
        and length(answers.text) >= 2 * thresholds.long_text_word_count - 1

),

writers as (

    select
        question_id,
        text_digest,
        min(submission_id) as example_id
    from texts
    group by question_id, text_digest
    having count(*) > 1

),

long_texts as (

    select
        writers.*,
        len(regexp_extract_all(answers.text, '[\p{L}\p{M}\p{N}]+')) as word_count
    from writers
    inner join clean.answers as answers
        on
            writers.example_id = answers.submission_id
            and writers.question_id = answers.question_id

)

select
    texts.submission_id,
    texts.question_id,
    texts.text_digest,
    long_texts.word_count
from texts
inner join long_texts using (question_id, text_digest)
cross join form.thresholds as thresholds
where long_texts.word_count >= thresholds.long_text_word_count
