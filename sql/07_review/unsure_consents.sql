-- Submissions whose consent somebody may not have meant so.
-- One row per reason, group and submission; key: reason, group_key, submission_id.
-- changed_consent: the latest of a respondent is more public than an earlier one; the other way round
-- there is nothing to decide. uncertain_consent: the least public holds until somebody decides.
-- edited_consent: an edit made it more public; the newest holds until then. refused_elsewhere: an
-- address says yes for a person and no for a collective, or the contrary; they are two respondents,
-- and only a person can tell whether whoever has the address meant both. moved_consent: their tool
-- wrote the row so that nobody knows what it says.

with

moved as (

    select submission_id from clean.set_aside_cells
    where rule = 'moved_row'

),

changed as (

    select
        members.contribution_id,
        members.submission_id
    from respondents.members as members
    inner join history.consents as consents using (consent)
    window respondent as (partition by members.contribution_id)
    qualify
        max(consents.publicity) filter (
            where members.submission_id = members.contribution_id
        ) over respondent > min(consents.publicity) over respondent

),

addressed as (

    select
        addresses.folded_email,
        eligible.submission_id,
        eligible.respondent_kind,
        eligible.consent = 'reflection_only' as is_refused,
        consents.is_sendable
    from people.said_addresses as addresses
    inner join respondents.eligible as eligible using (submission_id)
    inner join history.consents as consents using (consent)

),

opposed as (

    select refused.folded_email
    from addressed as refused
    inner join addressed as agreed using (folded_email)
    where
        refused.is_refused
        and agreed.is_sendable
        and refused.respondent_kind != agreed.respondent_kind

)

select
    'changed_consent' as reason,
    contribution_id as group_key,
    submission_id
from changed
union all
select
    'uncertain_consent' as reason,
    submission_id as group_key,
    submission_id
from respondents.eligible
semi join history.doubtful_consents using (submission_id)
union all
select
    'edited_consent' as reason,
    eligible.submission_id as group_key,
    eligible.submission_id
from respondents.eligible as eligible
inner join clean_steps.widened_consents as widened using (submission_id)
where not widened.is_in_doubt
union all
select
    'refused_elsewhere' as reason,
    dense_rank() over (order by folded_email)::varchar as group_key,
    addressed.submission_id
from addressed
semi join opposed using (folded_email)
union all
select
    'moved_consent' as reason,
    submission_id as group_key,
    submission_id
from respondents.eligible
semi join moved using (submission_id)
