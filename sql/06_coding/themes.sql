-- The themes of the grid, each as it was worded last.
-- One row per theme; key: theme_id.
-- A theme that was taken out of the grid stays while something is coded with it. Which wording is
-- the last, is told as for codes (coding_steps.given_codes).

with

given as (

    select themes.* replace (least(files.read_at, themes.decided_at) as decided_at)
    from raw.themes as themes
    inner join raw.decision_files as files using (file_id)

),

compared as (

    select
        *,
        min(decided_at) over (partition by theme_id, shown) as shown_since,
        arg_max(title, decided_at) over (partition by theme_id) as last_title
    from given

),

latest as (

    select
        theme_id,
        position,
        coalesce(title, last_title, theme_id) as title,
        definition,
        example,
        question_ids,
        title is not null as is_in_grid
    from compared
    qualify
        row_number() over (
            partition by theme_id
            order by shown_since desc, decided_at desc, file_id desc, sheet_row desc
        ) = 1

),

used as (

    select distinct unnest(theme_ids) as theme_id
    from coding_steps.given_codes
    where not is_cancelled

)

select
    latest.theme_id,
    latest.title,
    latest.definition,
    latest.example,
    latest.question_ids,
    latest.is_in_grid,
    row_number() over (
        order by not latest.is_in_grid, latest.position, latest.theme_id
    ) as position
from latest
where latest.is_in_grid or latest.theme_id in (select used.theme_id from used)
