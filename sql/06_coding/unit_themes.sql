-- Each theme that was looked for in a unit, and whether it counts.
-- One row per unit and theme; key: unit_id, theme_id.
-- `yes`: all coders who looked for it found it, or it was settled so. `open`: they differ, and
-- nobody has settled it. `no`: nobody found it, or it was settled so. A coder who emptied their row
-- no longer codes the unit.

with

judged as (

    select
        judgements.unit_id,
        judgements.question_id,
        judgements.theme_id,
        count(*) as coder_count,
        count(*) filter (where judgements.is_found) as found_count
    from coding.judgements as judgements
    semi join coding.codes using (unit_id, coder)
    group by judgements.unit_id, judgements.question_id, judgements.theme_id

)

select
    coalesce(judged.unit_id, settled.unit_id) as unit_id,
    coalesce(judged.question_id, settled.question_id) as question_id,
    coalesce(judged.theme_id, settled.theme_id) as theme_id,
    coalesce(judged.coder_count, 0) as coder_count,
    case
        when settled.is_found then 'yes'
        when not settled.is_of_open then 'no'
        when judged.found_count = judged.coder_count then 'yes'
        when settled.is_found is not null or judged.found_count = 0 then 'no'
        else 'open'
    end as state
from judged
full join coding_steps.settled_themes as settled using (unit_id, theme_id)
