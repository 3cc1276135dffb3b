-- What contributions wrote in answer to the questions that are coded, piece by piece.
-- One row per contribution, coded question and piece: the whole text, and each of its own words
-- added to a letter; key: submission_id, question_id, text_digest, unit_kind.
-- The same words, accents, capitals and punctuation aside, have the same digest: they are coded
-- once, and count for all who wrote them.

with

whole_texts as (

    select
        answers.submission_id,
        answers.question_id,
        members.family_id,
        case when members.family_id is null then 'text' else 'letter' end as unit_kind,
        coalesce(members.relation in ('original', 'same'), true) as is_original,
        answers.text
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    inner join form.questions as questions using (question_id)
    left join families.members as members using (submission_id, question_id)
    where questions.is_coded and regexp_matches(answers.text, '[\p{L}\p{N}]')

),

additions as (

    select distinct
        members.submission_id,
        members.question_id,
        null::varchar as family_id,
        'addition' as unit_kind,
        true as is_original,
        additions.text
    from families.additions as additions
    inner join families.members as members using (question_id, text_id)
    inner join form.questions as questions using (question_id)
    where questions.is_coded

),

pieces as (

    select * from whole_texts
    union all
    select * from additions

),

folded as (

    select
        *,
        folded(text) as folded_text
    from pieces

),

texts as (

    select
        submission_id,
        question_id,
        family_id,
        unit_kind,
        is_original,
        text,
        left(sha256(folded_text), 16) as text_digest,
        len(string_split(folded_text, ' ')) as word_count
    from folded

)

select * from texts
