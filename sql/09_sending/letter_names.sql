-- The name of each family of texts, which it keeps when other answers arrive.
-- One row per family; key: family_id.
-- It is drawn by lot from the first answer that the site has of the family, so that no name reveals
-- a letter that may not leave.

with

firsts as (

    select
        members.family_id,
        any_value(members.question_id) as question_id,
        arg_min(
            members.submission_id,
            struct_pack(sid := submissions.sid, id := members.submission_id)
        ) as submission_id
    from families.members as members
    inner join clean.submissions as submissions using (submission_id)
    group by members.family_id

)

select
    firsts.family_id,
    letter_signs(
        lot(
            form.form_id,
            'letter',
            concat_ws(' ', firsts.question_id, firsts.submission_id)
        )
    ) as letter_name
from firsts
cross join form.form as form
