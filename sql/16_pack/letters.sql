-- Each family's letter, as it is shown outside.
-- One row per family; key: family_id.
-- Spelled as most did, else the first in the alphabet: never as the first to send it, for whoever
-- wrote that very spelling could then be told to have come first.

with

written as (

    select
        members.family_id,
        answers.text,
        count(*) as respondent_count
    from families.members as members
    inner join clean.answers as answers using (submission_id, question_id)
    where members.relation in ('original', 'same') and answers.text is not null
    group by members.family_id, answers.text

),

letters as (

    select
        family_id,
        text as original_text
    from written
    qualify
        row_number() over (
            partition by family_id
            order by respondent_count desc, text asc
        ) = 1

)

select * from letters
