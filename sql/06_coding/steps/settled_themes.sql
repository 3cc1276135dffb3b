-- What was settled last of each unit and theme: in « Désaccords », or by a coder who changed a code.
-- One row per unit and theme; key: unit_id, theme_id.
-- A change settles nothing once its coder emptied the row.
-- A theme on which all coders agree stays as it is (`is_of_open`), unless a coder changed that very
-- theme, or it was settled that the unit fits no theme at all. To leave a theme out settles it only
-- if coders differed about it by then: the code of a person who comes later opens the theme.

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

),

differed as (

    select
        unit_id,
        theme_id,
        greatest(
            min(came_at) filter (where is_found),
            min(came_at) filter (where not is_found)
        ) as differed_at
    from coding_steps.said_themes
    where is_own
    group by unit_id, theme_id

)

select said.* exclude (said.came_at, said.decided_at)
from said
left join differed using (unit_id, theme_id)
where said.is_found or not said.is_of_open or said.came_at >= differed.differed_at
qualify
    row_number() over (
        partition by said.unit_id, said.theme_id
        order by
            said.came_at desc,
            said.decided_at desc,
            said.is_of_open asc,
            said.is_found asc
    ) = 1
