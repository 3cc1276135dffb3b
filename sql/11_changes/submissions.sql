-- What the latest export changed, and what was decided since, submission by submission.
-- One row per submission and kind of change; key: submission_id, change.
-- A submission may be edited, have another consent and be in another box, all at once. A draft that
-- goes on is not an edit.

with

compared as (

    select
        present.submission_id,
        previous_states.box as box_before,
        present.box as box_after,
        previous_states.consent as consent_before,
        present.consent as consent_after,
        links.link_rule,
        links.contribution_id,
        previous_states.box not in ('draft', 'rejected') and present.box != 'draft'
            as was_finished
    from respondents.states as present
    left join previous.states as previous_states using (submission_id)
    left join respondents.links as links using (submission_id)
    where exists (select 1 from previous.states)

),

edits as (

    select
        submission_id,
        if(bool_or(field_kind != 'contact'), 'edited', 'contact_edited') as change
    from changes.fields
    group by submission_id

),

all_changes as (

    select
        *,
        case
            when box_before is null and box_after = 'rejected' then 'rejected'
            when box_before is null and box_after = 'draft' then 'new_draft'
            when box_before is null then 'new'
            when box_before = box_after then null
            when box_before = 'rejected' then 'readable'
            when box_after in ('vanished', 'withdrawn') then box_after
            when box_before = 'draft' then 'completed'
            when box_after = 'resend' and link_rule = 'decision' then 'merged'
            when box_after = 'resend' then 'replaced'
            else 'moved'
        end as change
    from compared
    union all
    select
        compared.*,
        edits.change
    from compared
    inner join edits using (submission_id)
    where compared.was_finished
    union all
    select
        *,
        'consent_changed' as change
    from compared
    where was_finished and consent_before is distinct from consent_after

)

select
    submission_id,
    change,
    box_before,
    box_after,
    consent_before,
    consent_after,
    case when change in ('replaced', 'merged') then contribution_id end as replaced_by
from all_changes
where change is not null
