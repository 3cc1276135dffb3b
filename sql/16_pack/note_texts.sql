-- Texts of each free question, for the note of method.
-- One row per text question that was answered, in the form's order.

with

texts as (

    select
        questions.position,
        questions.title,
        text_families.answered_count,
        text_families.distinct_text_count
    from statistics.text_families as text_families
    inner join form.questions as questions using (question_id)
    where text_families.answered_count > 0

)

select * from texts
order by position
