-- Families of near-identical texts: a template letter and its copies.
-- One row per family; key: family_id.
-- The same text is not the same person: a family shows how a text travelled, and removes nobody.

with

sizes as (

    select
        members.family_id,
        members.question_id,
        count(*) as respondent_count,
        count(distinct members.text_id) as distinct_text_count,
        count(*) filter (where members.change = 'as_is') as as_is_count,
        count(*) filter (where members.change = 'blanks_only') as blanks_only_count,
        count(*) filter (where members.change = 'own_addition') as own_addition_count,
        min(members.answered_at) as first_answered_at,
        max(members.answered_at) as last_answered_at
    from families.members as members
    group by members.family_id, members.question_id

),

originals as (

    select
        members.family_id,
        answers.text as original_text
    from families.members as members
    inner join clean.answers as answers using (submission_id, question_id)
    where members.relation = 'original' and answers.text is not null

)

select
    sizes.family_id,
    sizes.question_id,
    sizes.respondent_count,
    sizes.distinct_text_count,
    sizes.as_is_count,
    sizes.blanks_only_count,
    sizes.own_addition_count,
    sizes.first_answered_at,
    sizes.last_answered_at,
    originals.original_text
from sizes
inner join originals using (family_id)
