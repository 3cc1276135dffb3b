-- Contributions that only repeat template letters.
-- One row per such contribution; key: submission_id.
-- It has at least one text of twelve words or more, and each such text is in a family of three
-- respondents or more, without an addition. Only the rule `without_templates` leaves it out.

with

repeated as (

    select
        question_id,
        submission_id
    from families.members
    qualify count(*) over (partition by family_id) >= 3 and not has_addition

)

select texts.submission_id
from wordings.texts as texts
left join repeated using (question_id, submission_id)
group by texts.submission_id
having count(repeated.submission_id) = count(*)
