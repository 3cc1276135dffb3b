-- The least public consent of everything that the author of a contribution said.
-- One row per contribution; key: contribution_id.
-- Of equally public ones, the latest. What the same person said elsewhere is heard too, where the
-- decision that it is the same was about a submission that has changed; and so is what an organiser
-- decided that one consent governs, be it a person's and their collective's.

with

members as (

    select
        members.contribution_id,
        members.submission_id,
        members.consent,
        consents.publicity,
        members.answered_at,
        members.sid,
        eligible.respondent_kind
    from respondents.members as members
    inner join history.consents as consents using (consent)
    inner join respondents.eligible as eligible using (submission_id)

),

governed as (

    select
        subject_id,
        unnest(submission_ids) as submission_id
    from respondents.decisions
    where
        decision_kind = 'consent'
        and choice = 'least_public'
        and state = 'applied'

),

said as (

    select * from members
    union all
    select others.* replace (members.contribution_id as contribution_id)
    from members
    inner join respondents.same_people as decided using (submission_id)
    inner join respondents.same_people as with_others using (decision_id)
    inner join members as others
        on
            with_others.submission_id = others.submission_id
            and members.respondent_kind = others.respondent_kind
            and members.contribution_id != others.contribution_id
    union all
    select others.* replace (members.contribution_id as contribution_id)
    from members
    inner join governed using (submission_id)
    inner join governed as with_others using (subject_id)
    inner join members as others
        on with_others.submission_id = others.submission_id

)

select
    contribution_id,
    consent
from said
qualify
    row_number() over (
        partition by contribution_id
        order by
            publicity asc,
            answered_at desc nulls last,
            sid desc nulls last,
            submission_id desc
    ) = 1
