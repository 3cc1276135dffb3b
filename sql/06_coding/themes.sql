-- The themes of the grid, each as the file that was saved last words it.
-- One row per theme; key: theme_id.
-- A theme that left the grid stays while something is coded with it.

with

given as (

    select
        themes.*,
        least(files.read_at, themes.decided_at) as given_at
    from raw.themes as themes
    inner join raw.decision_files as files on themes.file_id = files.file_id

),

latest as (

    select
        theme_id,
        position,
        title,
        definition,
        example,
        question_ids,
        given_at,
        given_at = max(given_at) over () as is_in_grid
    from given
    qualify
        row_number() over (
            partition by theme_id
            order by given_at desc, file_id desc
        ) = 1

),

used as (

    select distinct unnest(theme_ids) as theme_id from raw.codes

),

themes as (

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

)

select * from themes
