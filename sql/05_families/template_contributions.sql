-- Contributions that only repeat template letters.
-- One row per such contribution; key: submission_id.
-- It has at least one text of twelve words or more, and each of them is in a family of three
-- respondents or more and brings no addition. What is set aside under one counting rule is never
-- taken from the others.

with

texts as (

    select * from wordings.texts

),

repeated as (

    select
        members.question_id,
        members.submission_id
    from families.members as members
    inner join families.families as families on members.family_id = families.family_id
    where families.respondent_count >= 3 and not members.has_addition

),

contributions_with_texts as (

    select
        texts.submission_id,
        count(*) as text_count,
        count(repeated.submission_id) as repeated_count
    from texts
    left join repeated
        on
            texts.question_id = repeated.question_id
            and texts.submission_id = repeated.submission_id
    group by texts.submission_id

),

template_contributions as (

    select submission_id from contributions_with_texts
    where repeated_count = text_count

)

select * from template_contributions
