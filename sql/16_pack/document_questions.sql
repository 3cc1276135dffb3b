-- Questions of the form as their documents and the note show them.
-- One row per question; key: question_id. Word for word: a shorter title is for tables.

with

choices as (

    select
        question_id,
        list(label order by position) as choices
    from form.choices
    group by question_id

),

items as (

    select
        question_id,
        list(label order by position) as items
    from form.items
    group by question_id

),

questions as (

    select
        questions.question_id,
        questions.position,
        questions.wording,
        questions.kind,
        questions.asked_from,
        coalesce(items.items, []::varchar[]) as items,
        coalesce(choices.choices, []::varchar[]) as choices
    from form.questions as questions
    left join choices using (question_id)
    left join items using (question_id)
    where questions.kind != 'file' and questions.audience = 'all'

)

select * from questions
order by position
