-- What was settled last of each unit and theme: in « Désaccords », or by a coder who changed a code.
-- One row per unit and theme; key: unit_id, theme_id.
-- A change settles nothing once its coder emptied the row.
-- A theme on which all coders agree stays as it is (`is_of_open`), unless a coder changed that very
-- theme, or it was settled that the unit fits no theme at all.

with

said as (

    select
        unit_id,
        question_id,
        theme_id,
        is_found,
        false as is_of_open,
        came_at,
        decided_at
    from coding_steps.said_themes
    where
        is_change
        and (unit_id, coder) in (
            select (codes.unit_id, codes.coder) from coding_steps.latest_codes as codes
        )
    union all
    select
        unit_id,
        question_id,
        unnest(asked_ids) as theme_id,
        list_contains(theme_ids, unnest(asked_ids)) as is_found,
        len(theme_ids) > 0 as is_of_open,
        came_at,
        decided_at
    from coding_steps.settled_codes

)

select * exclude (came_at, decided_at)
from said
qualify
    row_number() over (
        partition by unit_id, theme_id
        order by came_at desc, decided_at desc, is_of_open asc, is_found asc
    ) = 1
