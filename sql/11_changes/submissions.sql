-- What the latest export changed, submission by submission.
-- One row per submission and kind of change; key: submission_id, change.
-- A submission can have been edited, have changed its consent and be in another box at once. The
-- progress of a draft is no edit; nor is what a column brought or took away that was not there in
-- every export, when nobody saved the submission since.

with

compared as (

    select
        present.submission_id,
        previous_states.box as box_before,
        present.box as box_after,
        previous_states.consent as consent_before,
        present.consent as consent_after,
        coalesce(present.edited_at != previous_states.edited_at, true)
            as may_be_edited,
        coalesce(previous_states.answers_digest, 0)
        != coalesce(present.answers_digest, 0) as has_other_answers
    from respondents.states as present
    left join previous.states as previous_states using (submission_id)
    where exists (select 1 from previous.states)

),

changed_fields as (

    select
        submission_id,
        bool_or(field_kind = 'contact') as has_other_contact,
        bool_or(field_kind = 'profile') as has_other_profile
    from changes.fields
    group by submission_id

),

arrivals_and_moves as (

    select
        *,
        case
            when box_before is null and box_after = 'rejected' then 'rejected'
            when box_before is null and box_after = 'draft' then 'new_draft'
            when box_before is null then 'new'
            when box_before = box_after then null
            when box_before = 'rejected' then 'readable'
            when box_after = 'vanished' then 'vanished'
            when box_before = 'draft' then 'completed'
            when box_after = 'resend' then 'replaced'
            else 'moved'
        end as change
    from compared

),

finished_before as (

    select * from compared
    where box_before not in ('draft', 'rejected') and box_after != 'draft'

),

edits as (

    select
        finished_before.*,
        case
            when not finished_before.may_be_edited then null
            when
                finished_before.has_other_answers or changed_fields.has_other_profile
                then 'edited'
            when changed_fields.has_other_contact then 'contact_edited'
        end as change
    from finished_before
    left join changed_fields using (submission_id)

),

consent_changes as (

    select
        *,
        'consent_changed' as change
    from finished_before
    where consent_before is distinct from consent_after

),

all_changes as (

    select * from arrivals_and_moves
    union all by name
    select * from edits
    union all by name
    select * from consent_changes

),

changes as (

    select
        all_changes.submission_id,
        all_changes.change,
        all_changes.box_before,
        all_changes.box_after,
        all_changes.consent_before,
        all_changes.consent_after,
        case when all_changes.change = 'replaced' then links.contribution_id end
            as replaced_by
    from all_changes
    left join respondents.links as links using (submission_id)
    where all_changes.change is not null

)

select * from changes
