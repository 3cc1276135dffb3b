-- The draw of texts with which somebody who did not write the grid checks it.
-- One row per unit that can be drawn, because somebody who agreed wrote it; key: unit_id. None where
-- nobody checks the grid.
-- `is_drawn`: among the first units of the order, as many as were asked for, or all before the
-- first unread unit. `is_answered`: read with all themes of today's grid, so that a new theme opens
-- the draw again. `is_found`: it fitted no theme of the grid under which it was read. It stays so
-- under the next grid, since a theme written for the texts of the draw would prove nothing.

with

order_of_draw as (

    select
        units.unit_id,
        units.question_id,
        coding.control_count,
        row_number() over (
            order by lot(form.form_id, 'control', units.unit_id), units.unit_id
        ) as control_rank
    from coding.units as units
    cross join form.form as form
    cross join form.coding as coding
    where
        coding.control_coder is not null
        -- What the draw says stands in the pack: it is of no text whose author kept it.
        and units.unit_id in (
            select leaving.unit_id
            from coding.unit_submissions as leaving
            semi join sending.contributions using (submission_id)
        )

),

last_of_each_grid as (

    select distinct on (unit_id, asked_ids) *
    from coding_steps.given_codes
    where is_control
    order by code_rank desc

),

readings as (

    select
        unit_id,
        bool_or(not is_cancelled and len(theme_ids) = 0) as is_found
    from last_of_each_grid
    group by unit_id

),

placed as (

    select
        order_of_draw.*,
        readings.is_found,
        min(order_of_draw.control_rank) filter (where readings.unit_id is null) over ()
            as first_unread
    from order_of_draw
    left join readings using (unit_id)

)

select
    placed.unit_id,
    placed.question_id,
    placed.control_rank,
    placed.control_rank <= placed.control_count
    or coalesce(placed.control_rank < placed.first_unread, true) as is_drawn,
    coalesce(
        list_has_all(codes.asked_ids, coalesce(asked_themes.theme_ids, [])), false
    ) as is_answered,
    coalesce(placed.is_found, false) as is_found
from placed
left join coding_steps.latest_codes as codes
    on placed.unit_id = codes.unit_id and codes.is_control
left join coding_steps.asked_themes as asked_themes
    on placed.question_id = asked_themes.question_id
