-- statistiques/additions.csv of the pack: consenting contributions only.
-- One row per passage that someone added of their own to a template letter.
-- The largest families first, then by reference.

with

written as (

    select
        families.respondent_count as family_size,
        members.family_id,
        families.family_label,
        members.question_id,
        families.question_label,
        members.submission_id as reference,
        additions.segment_number,
        additions.word_count,
        additions.text
    from families.members as members
    inner join families.additions as additions using (question_id, text_id)
    inner join pack.annex_files__families as families
        on members.family_id = families.family_id

)

select * exclude (family_size)
from written
order by family_size desc, family_id asc, reference asc, segment_number asc
