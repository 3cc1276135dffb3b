-- Submissions that may count, before re-sends are linked.
-- One row per submission that no box took; key: submission_id.
-- Who asked that their answer be kept for reflection only has that consent, whatever they ticked;
-- and where an organiser went back on a consent that an edit made more public, the earlier holds,
-- through later edits too, until it is decided again. Where the exports at hand have only what it
-- was changed to, what it was before is not known, and nothing is sent. Where nothing makes sure
-- which consent is the newer, the more public one holds only as long as an organiser said so of it.

with

decided as (

    select
        submission_ids[1] as submission_id,
        choice,
        state
    from respondents.decisions
    where decision_kind = 'consent' and len(submission_ids) = 1

),

taken_back as (

    select submission_id from decided
    where choice = 'least_public'

),

confirmed as (

    select submission_id from decided
    where choice = 'latest' and state = 'applied'

),

unchanged as (

    select submission_id from clean_steps.said_consents
    group by submission_id
    having count(distinct consent) = 1

)

select
    submissions.submission_id,
    submissions.sid,
    kinds.respondent_kind,
    case
        when withdrawals.request = 'reflection_only' then 'reflection_only'
        when widened.is_in_doubt and confirmed.submission_id is not null
            then widened.consent
        when taken_back.submission_id is null then submissions.consent
        when widened.submission_id is not null then widened.earlier_consent
        when unchanged.submission_id is not null then 'reflection_only'
        else submissions.consent
    end as consent,
    submissions.category_id,
    submissions.departement_id,
    coalesce(submissions.completed_at, submissions.submitted_at) as answered_at
from clean.submissions as submissions
inner join respondents.screening as screening using (submission_id)
inner join respondents.kinds as kinds using (submission_id)
left join respondents.withdrawals as withdrawals using (submission_id)
left join taken_back using (submission_id)
left join confirmed using (submission_id)
left join clean_steps.widened_consents as widened using (submission_id)
left join unchanged using (submission_id)
where screening.box is null
