-- statistiques/additions.csv of the pack: consenting contributions only.
-- One row per passage that someone added of their own to a template letter.
-- The largest families first, then by reference.

with

written as (

    select
        families.family_rank,
        members.family_id,
        members.question_id,
        members.submission_id as reference,
        additions.segment_number,
        additions.word_count,
        additions.text
    from families.members as members
    inner join families.additions as additions using (question_id, text_id)
    inner join families.families as families on members.family_id = families.family_id

)

select
    written.family_id,
    written.question_id,
    questions.title as question_label,
    written.reference,
    written.segment_number,
    written.word_count,
    written.text
from written
inner join form.questions as questions using (question_id)
order by written.family_rank, written.reference, written.segment_number
