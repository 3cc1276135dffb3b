-- The least public of each person's statements, and the fingerprint for a decision on them.
-- One row per person and kind; key: person_id, respondent_kind.
-- Of equally public statements, the statement of the version that reaches furthest. `fingerprint`:
-- eight characters for the statements below `anonymous`, then eight for the statements below a
-- name. A decision rests on the statements less public than its choice: new statements that are as
-- public, or more, ask nobody again. `is_moved`: a row of the person is a moved row.

with

said as (

    select
        person_id,
        respondent_kind,
        arg_min(
            consent, (publicity, -export_number, submission_id, version_rank, consent)
        ) as consent,
        min(publicity) as publicity,
        list(distinct consent order by consent) as consents,
        bool_or(is_sendable) as is_any_sendable,
        list(distinct submission_id order by submission_id) as submission_ids,
        bool_or(
            submission_id in (
                select cells.submission_id from clean.set_aside_cells as cells
                where cells.rule = 'moved_row'
            )
        ) as is_moved
    from respondents_steps.heard
    group by person_id, respondent_kind

),

-- What an answer says again in a further export is no new statement.
changes as (

    select *
    from respondents_steps.heard
    qualify
        consent is distinct from lag(consent) over (
            partition by person_id, respondent_kind, submission_id
            order by export_number, record_number
        )

),

below as (

    select
        changes.person_id,
        changes.respondent_kind,
        levels.level,
        left(
            sha256(
                concat_ws(
                    ' ',
                    changes.respondent_kind,
                    string_agg(
                        concat_ws(' ', changes.submission_id, changes.consent),
                        ' '
                        order by
                            changes.submission_id,
                            changes.export_number,
                            changes.record_number
                    ) filter (where changes.publicity < levels.level)
                )
            ),
            8
        ) as print
    from changes
    cross join (values (2), (3)) as levels (level)
    group by changes.person_id, changes.respondent_kind, levels.level

)

select
    said.*,
    string_agg(below.print, '' order by below.level) as fingerprint
from said
inner join below using (person_id, respondent_kind)
group by all
