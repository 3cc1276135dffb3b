-- Who ticked what: the index of references at the end of the note.
-- One row per choice of a closed question (× item) that somebody made, in the form's order.

with

ticked as (

    select
        answers.question_id,
        answers.item_id,
        answers.choice_id,
        list(distinct answers.submission_id order by answers.submission_id)
            as submission_ids
    from clean.answers as answers
    inner join respondents.contributions as contributions
        on answers.submission_id = contributions.submission_id
    where answers.choice_id is not null
    group by answers.question_id, answers.item_id, answers.choice_id

),

labelled as (

    select
        questions.position as question_position,
        items.position as item_position,
        choices.position as choice_position,
        questions.wording,
        items.label as item,
        choices.label as choice,
        ticked.submission_ids
    from ticked
    inner join pack.document_questions as questions
        on ticked.question_id = questions.question_id
    inner join form.choices as choices
        on
            ticked.question_id = choices.question_id
            and ticked.choice_id = choices.choice_id
    left join form.items as items
        on
            ticked.question_id = items.question_id
            and ticked.item_id = items.item_id

)

select * from labelled
order by question_position, item_position, choice_position
