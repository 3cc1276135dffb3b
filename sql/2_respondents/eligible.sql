-- Submissions that may count, before re-sends are linked.
-- One row per submission that no box took; key: submission_id.
-- A collective is one by its category or by its consent; everyone else is an individual.

with

submissions as (

    select * from clean.submissions

),

collective_categories as (

    select category_id from form.categories
    where is_collective

),

eligible as (

    select
        submissions.submission_id,
        submissions.sid,
        case
            when
                collective_categories.category_id is not null
                or submissions.consent = 'collective_name'
                then 'collective'
            else 'individual'
        end as respondent_kind,
        submissions.consent,
        submissions.category_id,
        submissions.departement_id,
        coalesce(submissions.completed_at, submissions.submitted_at) as answered_at
    from submissions
    inner join respondents.screening as screening
        on submissions.submission_id = screening.submission_id
    left join collective_categories
        on submissions.category_id = collective_categories.category_id
    where screening.box is null

)

select * from eligible
