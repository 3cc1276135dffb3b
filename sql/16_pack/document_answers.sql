-- Answers as their documents show them, labels in place of ids.
-- One row per contribution × question (× item) (× choice), in the order of the documents; a text
-- that is not sent has a row that says why and nothing else.

with

gathered as (

    select
        answers.submission_id as reference,
        answers.question_id,
        items.position as item_position,
        choices.position as choice_position,
        choices.label as choice,
        answers.text,
        answers.number,
        answers.date,
        null::varchar as withheld
    from clean.answers as answers
    left join form.items as items using (question_id, item_id)
    left join form.choices as choices using (question_id, choice_id)
    union all by name
    select
        submission_id as reference,
        question_id,
        reason as withheld
    from sending.withheld_answers

),

placed as (

    select
        gathered.*,
        weeks.first_week,
        questions.position as question_position
    from gathered
    inner join pack.document_questions as questions using (question_id)
    inner join respondents.contributions as contributions
        on gathered.reference = contributions.submission_id
    left join sending.weeks as weeks
        on gathered.reference = weeks.submission_id

)

select * from placed
order by
    first_week asc nulls last,
    reference asc,
    question_position asc,
    item_position asc nulls first,
    choice_position asc nulls last,
    withheld asc nulls first,
    text asc nulls last
