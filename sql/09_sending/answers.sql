-- Answers that leave: choices, numbers, dates, and texts with what must not leave masked.
-- One row per contribution, question, item and choice, as in clean.answers; submission_id is the
-- reference. A text is that of sending.leaving_texts, or null. A clock time leaves as it was written.

with

answers as (

    select
        contributions.reference as submission_id,
        clean_answers.question_id,
        clean_answers.item_id,
        clean_answers.choice_id,
        case
            when questions.kind != 'time' then leaving_texts.text
            when regexp_full_match(clean_answers.text, '\d{2}:\d{2}(:\d{2})?')
                then clean_answers.text
        end as text,
        clean_answers.number,
        clean_answers.date
    from clean.answers as clean_answers
    inner join form.questions as questions using (question_id)
    inner join sending.contributions as contributions using (submission_id)
    left join sending.leaving_texts as leaving_texts
        on
            clean_answers.submission_id = leaving_texts.submission_id
            and clean_answers.question_id = leaving_texts.question_id
            and clean_answers.text is not null
    where questions.audience = 'all' and questions.kind != 'file'

)

select * from answers
where
    text is not null
    or choice_id is not null
    or number is not null
    or date is not null
