-- Every theme that was ever in the grid, with its last wording.
-- One row per theme; key: theme_id.
-- A theme without a title was removed, or merged into another. `change_count`: how often it was
-- written or changed, which is told in its key, so that a title that comes back is a new state.
-- `standing_id`: the theme of today's grid that its codes count for, null if there is none. Where
-- two people merged each the other's theme, the first by its id stands.

with recursive

given as (

    select themes.* replace (least(files.read_at, themes.decided_at) as decided_at)
    from raw.themes as themes
    inner join raw.decision_files as files using (file_id)

),

compared as (

    select
        *,
        min(decided_at) over (partition by theme_id, shown) as shown_since,
        arg_max(title, decided_at) over (partition by theme_id) as last_title,
        count(distinct row(shown, title, definition, example, question_ids, merged_id))
            over (partition by theme_id) as change_count
    from given

),

latest as (

    select *
    from compared
    qualify
        row_number() over (
            partition by theme_id
            order by shown_since desc, decided_at desc, file_id desc, sheet_row desc
        ) = 1

),

followed as (

    select
        theme_id,
        theme_id as now_id,
        0 as step
    from latest
    union all
    select
        followed.theme_id,
        latest.merged_id as now_id,
        followed.step + 1 as step
    from followed
    inner join latest on followed.now_id = latest.theme_id
    where latest.merged_id is not null and followed.step < 20

),

standing as (

    select
        followed.theme_id,
        any_value(latest.theme_id) as standing_id
    from followed
    inner join latest on followed.now_id = latest.theme_id
    where latest.title is not null
    group by followed.theme_id
    union all
    select
        theme_id,
        min(now_id) as standing_id
    from (
        select
            theme_id,
            now_id
        from followed
        group by theme_id, now_id
        having count(*) > 1
    ) as met_again
    group by theme_id

)

select
    latest.theme_id,
    latest.position,
    case
        when latest.theme_id = standing.standing_id
            then coalesce(latest.title, latest.last_title)
    end as title,
    coalesce(latest.last_title, latest.theme_id) as last_title,
    latest.definition,
    latest.example,
    latest.question_ids,
    latest.change_count,
    standing.standing_id
from latest
left join standing using (theme_id)
