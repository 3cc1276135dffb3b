-- The letters that most people used, for the note of method.
-- One row per family of at least three respondents, the largest first.

with

letters as (

    select
        families.family_id,
        questions.title,
        families.respondent_count,
        families.distinct_text_count,
        families.own_addition_count
    from families.families as families
    inner join form.questions as questions using (question_id)
    where families.respondent_count >= 3

)

select * from letters
order by respondent_count desc, family_id asc
