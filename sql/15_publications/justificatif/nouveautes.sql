-- Sheet « Nouveautés » of justificatif.xlsx.
-- One row per submission and kind of change that the latest export, or a decision since, brought;
-- new ones last.

with

changed_fields as (

    select
        changed.submission_id,
        string_agg(
            coalesce(questions.title, word('field', changed.field_id).label),
            ' ; '
            order by
                coalesce(
                    questions.position, 1000 + word('field', changed.field_id).position
                )
        ) as labels
    from changes.fields as changed
    left join form.questions as questions
        on
            changed.field_kind = 'question'
            and changed.field_id = questions.question_id
    group by changed.submission_id

)

select
    word('change', changes.change).label as "Changement",
    changes.submission_id as "Soumission",
    case
        when changes.change in ('edited', 'contact_edited')
            then changed_fields.labels
    end as "Ce qui a été modifié",
    word('box', changes.box_before).label as "Case avant",
    word('box', changes.box_after).label as "Case maintenant",
    word('consent', changes.consent_before).label as "Consentement avant",
    word('consent', changes.consent_after).label as "Consentement maintenant",
    changes.replaced_by as "Remplacée par"
from changes.submissions as changes
left join changed_fields using (submission_id)
order by word('change', changes.change).position, changes.submission_id
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
