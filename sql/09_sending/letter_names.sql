-- The name of each family of texts: four letters that it keeps when other answers arrive.
-- One row per family; key: family_id.
-- It is drawn by lot from the first answer that the site has of the family. Of two families that
-- would have the same name, the one that came later has four letters more.

with

firsts as (

    select
        members.family_id,
        any_value(members.question_id) as question_id,
        min(struct_pack(
            sid := submissions.sid, submission_id := members.submission_id
        )) as first_answer
    from families.members as members
    inner join clean.submissions as submissions using (submission_id)
    group by members.family_id

),

drawn as (

    select
        firsts.family_id,
        firsts.question_id,
        firsts.first_answer,
        lot(
            form.form_id,
            'letter',
            concat_ws(' ', firsts.question_id, firsts.first_answer.submission_id)
        ) as lot
    from firsts
    cross join form.form as form

)

select
    family_id,
    letter_signs(
        lot,
        if(
            row_number() over (
                partition by left(lot, 4)
                order by first_answer, question_id
            ) = 1,
            4,
            8
        )
    ) as letter_name
from drawn
