-- Everything that respondents wrote and that may leave: their texts, and the name to show.
-- One row per contribution and question, or name; key: submission_id, field_id.
-- What the form declares for the organisation's eyes only, and attached files, are not here; nor
-- are clock times, which are texts in clean.answers.
-- consultation/warehouse/build/redacting.py masks these texts; nothing leaves that it has not seen.
-- Never published.

with

questions as (

    select question_id from form.questions
    where audience = 'all' and kind not in ('file', 'time')

),

texts as (

    select
        answers.submission_id,
        answers.question_id as field_id,
        true as is_answer,
        answers.text,
        decisions.words
    from clean.answers as answers
    inner join sending.contributions using (submission_id)
    inner join questions using (question_id)
    left join sending.reading_decisions as decisions using (submission_id, question_id)
    where answers.text is not null

),

names_to_show as (

    select
        names.submission_id,
        '' as field_id,
        false as is_answer,
        names.name as text,
        null::varchar[] as words
    from respondents.names as names
    inner join sending.contributions using (submission_id)

),

fields as (

    select * from texts
    union all
    select * from names_to_show

),

free_texts as (

    select
        fields.submission_id,
        fields.field_id,
        fields.is_answer,
        fields.text,
        coalesce(fields.words, []) as words,
        -- The name to show is the one thing that its own words may not mask.
        case when fields.is_answer then own_words.names else [] end as names,
        own_words.emails,
        own_words.collectives
    from fields
    inner join sending.own_words as own_words using (submission_id)

)

select * from free_texts
