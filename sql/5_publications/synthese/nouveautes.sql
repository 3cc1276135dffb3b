-- Sheet « Nouveautés » of synthese.xlsx.
-- One row per submission that the latest export changed, and per change of consent.
-- It compares the form's state with and without its latest export, never with what somebody
-- happened to compute before; with a single export there is nothing to compare.

with

compared as (

    select
        present.submission_id,
        previous.box as box_before,
        present.box as box_after,
        previous.consent as consent_before,
        present.consent as consent_after,
        coalesce(previous.answers_digest, 0) != coalesce(present.answers_digest, 0)
            as is_edited
    from respondents.states as present
    left join previous.states as previous
        on present.submission_id = previous.submission_id
    where (select count(*) from clean.exports) > 1

),

changes as (

    select
        *,
        case
            when box_before is null and box_after = 'rejected' then 'Rejetée'
            when box_before is null then 'Nouvelle'
            when box_before = 'draft' and box_after not in ('draft', 'vanished')
                then 'Brouillon terminé'
            when box_after = 'vanished' and box_before != 'vanished' then 'Disparue'
            when box_before != box_after and box_after = 'resend'
                then 'Remplacée par un renvoi'
            when box_before != box_after then 'Changée de case'
            when is_edited then 'Modifiée'
        end as change
    from compared

),

consent_changes as (

    select
        * exclude (change),
        'Consentement changé' as change
    from changes
    where
        box_before is not null
        and consent_before is distinct from consent_after
        and box_before not in ('draft', 'rejected')

),

all_changes as (

    select * from changes
    where change is not null
    union all by name
    select * from consent_changes

),

labelled as (

    select
        all_changes.change,
        all_changes.submission_id,
        boxes_before.label as box_before,
        boxes_after.label as box_after,
        consents_before.label as consent_before,
        consents_after.label as consent_after
    from all_changes
    left join form.words as boxes_before
        on all_changes.box_before = boxes_before.id and boxes_before.kind = 'box'
    left join form.words as boxes_after
        on all_changes.box_after = boxes_after.id and boxes_after.kind = 'box'
    left join form.words as consents_before
        on
            all_changes.consent_before = consents_before.id
            and consents_before.kind = 'consent'
    left join form.words as consents_after
        on
            all_changes.consent_after = consents_after.id
            and consents_after.kind = 'consent'

),

first_rows as (

    select *
    from labelled
    order by change = 'Nouvelle', change, submission_id
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

)

select
    change as "Changement",
    submission_id as "Soumission",
    box_before as "Case avant",
    box_after as "Case maintenant",
    consent_before as "Consentement avant",
    consent_after as "Consentement maintenant"
from first_rows
order by change = 'Nouvelle', change, submission_id
