-- Contributions that only repeat template letters.
-- One row per such contribution; key: submission_id.
-- It has at least one text of twelve words or more, and each of them is in a family of three
-- respondents or more and brings no addition. What is set aside under one counting rule is never
-- taken from the others.

with

repeated as (

    select
        members.question_id,
        members.submission_id
    from families.members as members
    inner join families.families as families using (family_id)
    where families.respondent_count >= 3 and not members.has_addition

),

contributions_with_texts as (

    select
        texts.submission_id,
        count(*) as text_count,
        count(repeated.submission_id) as repeated_count
    from wordings.texts as texts
    left join repeated using (question_id, submission_id)
    group by texts.submission_id

)

select submission_id from contributions_with_texts
where repeated_count = text_count
