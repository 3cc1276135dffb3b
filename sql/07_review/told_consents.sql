-- Statements of a person on their consent, for people to read: a row where it changed.
-- One row per person, kind and change; key: person_id, respondent_kind, place.
-- Consecutive versions of an answer with the same consent have one row, with the day and the export
-- of the first version. Dates are shown, never used to decide.

with

dated as (

    select
        heard.*,
        submissions.sid,
        coalesce(
            submissions.modified_at,
            submissions.completed_at,
            submissions.submitted_at,
            former.said_at
        ) as said_at,
        coalesce(exports.exported_at, former.exported_at) as exported_at,
        raw_exports.file_name
    from respondents_steps.heard as heard
    semi join review.consents using (person_id, respondent_kind)
    inner join raw.exports as raw_exports using (export_id)
    left join history.exports as exports using (export_id)
    left join typed.submissions as submissions using (export_id, record_number)
    left join typed.former_answers as former using (export_id, record_number)

),

said as (

    select
        *,
        lag(consent) over (
            partition by person_id, respondent_kind, submission_id
            order by said_at, export_number, record_number
        ) as consent_before
    from dated

),

changes as (

    select
        *,
        row_number() over (
            partition by person_id, respondent_kind
            order by
                coalesce(said_at, exported_at) nulls first,
                export_number,
                submission_id,
                record_number
        ) as place
    from said
    where consent is distinct from consent_before

)

select
    person_id,
    respondent_kind,
    place,
    submission_id,
    consent,
    said_at,
    exported_at,
    file_name
from changes
