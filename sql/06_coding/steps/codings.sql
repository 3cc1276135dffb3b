-- The themes that each coder found in each unit of a contribution, and the themes that count.
-- One row per contribution, coded unit and coder (null: what counts); key: submission_id, unit_id,
-- coder. added_text is the piece, where it is only what was added to a letter.

with

coded_units as (

    select unit_id from coding.codes
    union
    select unit_id from coding.settlements

),

findings as (

    select
        unit_id,
        coder,
        list_sort(theme_ids) as theme_ids,
        []::varchar[] as open_ids
    from coding.codes
    union all
    select
        coded_units.unit_id,
        null as coder,
        coalesce(
            list(themes.theme_id order by themes.theme_id)
            filter (where themes.state = 'yes'),
            []
        ) as theme_ids,
        coalesce(
            list(themes.theme_id order by themes.theme_id)
            filter (where themes.state = 'open'),
            []
        ) as open_ids
    from coded_units
    left join coding.unit_themes as themes using (unit_id)
    group by coded_units.unit_id

)

select
    unit_submissions.submission_id,
    unit_submissions.question_id,
    units.unit_id,
    units.unit_kind,
    findings.coder,
    findings.theme_ids,
    findings.open_ids,
    case when units.unit_kind = 'addition' then units.text end as added_text
from coding.unit_submissions as unit_submissions
inner join coding.units as units using (unit_id)
inner join findings using (unit_id)
