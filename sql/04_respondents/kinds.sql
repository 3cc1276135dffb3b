-- The kind of each submission: a person's or a collective's.
-- One row per submission; key: submission_id.
-- A collective is known by its category, or by the consent of the version that reaches furthest.
-- Everyone else is an individual.

with

for_a_collective as (

    select field_sources.submission_id
    from history.field_sources as field_sources
    inner join typed.submissions as submissions using (export_id, record_number)
    where
        field_sources.field_kind = 'consent'
        and submissions.consent = 'collective_name'

)

select
    submissions.submission_id,
    case
        when
            categories.is_collective
            or for_a_collective.submission_id is not null
            then 'collective'
        else 'individual'
    end as respondent_kind
from clean.submissions as submissions
left join form.categories as categories using (category_id)
left join for_a_collective using (submission_id)
