-- Sheet « Nouveautés » of synthese.xlsx.
-- One row per submission and kind of change that the latest export brought, new ones last.

with

words as (

    select * from form.words

),

fields as (

    select
        'question' as field_kind,
        question_id as field_id,
        position,
        title as label
    from form.questions
    union all
    select
        unnest(['contact', 'profile']) as field_kind,
        id as field_id,
        1000 + position as position,
        label
    from words
    where kind = 'field'

),

changed_fields as (

    select
        changed.submission_id,
        string_agg(fields.label, ' ; ' order by fields.position) as labels
    from changes.fields as changed
    inner join fields
        on
            changed.field_kind = fields.field_kind
            and changed.field_id = fields.field_id
    group by changed.submission_id

),

labelled as (

    select
        changes.submission_id,
        kinds.position as kind_position,
        kinds.label as change,
        case
            when
                changes.change in ('edited', 'contact_edited')
                and length(changed_fields.labels) > thresholds.cell_character_limit
                then
                    left(changed_fields.labels, thresholds.cell_character_limit) || '…'
            when changes.change in ('edited', 'contact_edited')
                then changed_fields.labels
        end as changed_labels,
        boxes_before.label as box_before,
        boxes_after.label as box_after,
        consents_before.label as consent_before,
        consents_after.label as consent_after,
        changes.replaced_by
    from changes.submissions as changes
    cross join form.thresholds as thresholds
    left join words as kinds on changes.change = kinds.id and kinds.kind = 'change'
    left join changed_fields on changes.submission_id = changed_fields.submission_id
    left join words as boxes_before
        on changes.box_before = boxes_before.id and boxes_before.kind = 'box'
    left join words as boxes_after
        on changes.box_after = boxes_after.id and boxes_after.kind = 'box'
    left join words as consents_before
        on
            changes.consent_before = consents_before.id
            and consents_before.kind = 'consent'
    left join words as consents_after
        on
            changes.consent_after = consents_after.id
            and consents_after.kind = 'consent'

),

first_rows as (

    select *
    from labelled
    order by kind_position, submission_id
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

)

select
    change as "Changement",
    submission_id as "Soumission",
    changed_labels as "Ce qui a été modifié",
    box_before as "Case avant",
    box_after as "Case maintenant",
    consent_before as "Consentement avant",
    consent_after as "Consentement maintenant",
    replaced_by as "Remplacée par"
from first_rows
order by kind_position, submission_id
