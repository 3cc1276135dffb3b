-- Each theme that somebody found in a unit, and whether it counts.
-- One row per unit and theme; key: unit_id, theme_id.
-- `yes`: all who coded the unit found it, or it was settled so; `open`: they differ, and nobody
-- has settled it; `no`: it was settled against. What all agree on needs no settling: it stays,
-- unless it was settled that the unit fits no theme at all.

with

coder_counts as (

    select
        unit_id,
        count(*) as coder_count
    from coding.codes
    group by unit_id

),

said as (

    select
        unit_id,
        question_id,
        unnest(list_distinct(theme_ids)) as theme_id,
        coder
    from coding.codes
    union all
    select
        unit_id,
        question_id,
        unnest(theme_ids) as theme_id,
        null as coder
    from coding.settlements

),

themes as (

    select
        unit_id,
        question_id,
        theme_id,
        coalesce(list(coder order by coder) filter (where coder is not null), [])
            as chosen_by
    from said
    group by unit_id, question_id, theme_id

)

select
    themes.unit_id,
    themes.question_id,
    themes.theme_id,
    coalesce(coder_counts.coder_count, 0) as coder_count,
    themes.chosen_by,
    settlements.unit_id is not null as is_settled,
    case
        when list_contains(settlements.theme_ids, themes.theme_id) then 'yes'
        when len(settlements.theme_ids) = 0 then 'no'
        when len(themes.chosen_by) = coder_counts.coder_count then 'yes'
        when settlements.unit_id is not null then 'no'
        else 'open'
    end as state
from themes
left join coder_counts using (unit_id)
left join coding.settlements as settlements using (unit_id)
