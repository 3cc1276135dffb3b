-- Submissions that may count, before re-sends are linked.
-- One row per submission that no box took; key: submission_id.
-- Who asked that their answer be kept for reflection only has that consent, whatever they ticked.

with

submissions as (

    select * from clean.submissions

),

eligible as (

    select
        submissions.submission_id,
        submissions.sid,
        kinds.respondent_kind,
        case
            when withdrawals.request = 'reflection_only' then 'reflection_only'
            else submissions.consent
        end as consent,
        submissions.category_id,
        submissions.departement_id,
        coalesce(submissions.completed_at, submissions.submitted_at) as answered_at
    from submissions
    inner join respondents.screening as screening
        on submissions.submission_id = screening.submission_id
    inner join respondents.kinds as kinds
        on submissions.submission_id = kinds.submission_id
    left join respondents.withdrawals as withdrawals
        on submissions.submission_id = withdrawals.submission_id
    where screening.box is null

)

select * from eligible
