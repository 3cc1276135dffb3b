-- Everything that respondents wrote and that may leave: their texts, and the name to show.
-- One row per contribution and question, or name; key: submission_id, question_id.
-- Left out: answers that stay with the organisation, attached files, and clock times, which are
-- texts in clean.answers. consultation/warehouse/tables/redacting.py masks all these texts before
-- they leave.
-- Never published.

with

fields as (

    select
        answers.submission_id,
        answers.question_id,
        true as is_answer,
        answers.text,
        decisions.words
    from clean.answers as answers
    inner join form.questions as questions using (question_id)
    left join sending.reading_decisions as decisions using (submission_id, question_id)
    where
        answers.text is not null
        and questions.audience = 'all'
        and questions.kind not in ('file', 'time')
    union all by name
    select
        submission_id,
        '' as question_id,
        false as is_answer,
        name as text
    from respondents.names

)

-- Of contributions that are sent: they alone have own words.
select
    fields.submission_id,
    fields.question_id,
    fields.is_answer,
    fields.text,
    coalesce(fields.words, []) as words,
    -- The name to show is the one thing that its own words may not mask.
    case when fields.is_answer then own_words.names else [] end as names,
    own_words.emails,
    own_words.collectives,
    -- Its own address is no secret of whoever writes it.
    (select form.recipient from form.form as form) as recipient
from fields
inner join sending.own_words as own_words using (submission_id)
