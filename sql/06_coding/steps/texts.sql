-- Texts of contributions in answer to the coded questions: whole texts, and additions to letters.
-- One row per contribution, coded question and piece: the whole text, and each of its own words
-- added to a letter; key: submission_id, question_id, text_digest, unit_kind.
-- Equal words, accents, capitals and punctuation aside, have the same digest: they are coded once,
-- and count for all who wrote them. Texts long enough for a family already have a digest.

with

whole_texts as (

    select
        answers.submission_id,
        answers.question_id,
        members.family_id,
        case when members.family_id is null then 'text' else 'letter' end as unit_kind,
        coalesce(members.relation in ('original', 'same'), true) as is_original,
        answers.text,
        known.text_id
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    inner join form.questions as questions using (question_id)
    left join families.members as members using (submission_id, question_id)
    left join wordings.texts as known using (submission_id, question_id)
    where questions.is_coded and regexp_matches(answers.text, '[\p{L}\p{N}]')

),

additions as (

    select distinct
        members.submission_id,
        members.question_id,
        null::varchar as family_id,
        'addition' as unit_kind,
        true as is_original,
        additions.text,
        null as text_id
    from families.additions as additions
    inner join families.members as members using (question_id, text_id)
    inner join form.questions as questions using (question_id)
    where questions.is_coded

),

pieces as (

    select * from whole_texts
    union all
    select * from additions

)

select
    * exclude (text_id),
    coalesce(text_id, left(sha256(folded(text)), 16)) as text_digest,
    coalesce(family_id, question_id || '-' || left(text_digest, 12)) as unit_id
from pieces
