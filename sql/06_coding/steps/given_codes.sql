-- Every code that people gave of a unit, and every settlement (coder null), in order.
-- One row per code; key: unit_id, coder, code_rank.
-- A unit whose row was emptied (`is_cancelled`) is no longer coded. People give the same
-- workbook back again and again. A code written over another code (`shown`) is newer than it, in
-- whichever copy it comes back. A code repeated by the next return of its copy keeps its first
-- moment, and the grid under which it was read (`asked_ids`). If texts coded separately became
-- one unit, the original's code holds until somebody changes the code shown for the unit.
-- `change_count`: how often a person changed their code of the unit, repeats aside; a row's key
-- tells it, so that a code that comes back is a new state. `came_at`: when a run first read the
-- code, then when its workbook was saved, as one run may read many. `is_control`: the code of a
-- person who checks the grid (coding_steps.people_who_code), which counts only in
-- sending.control_draw.

with

standing as (

    select map(list(theme_id), list(standing_id)) as ids from coding_steps.worded_themes

),

given as (

    select
        unit_texts.unit_id,
        unit_texts.is_original,
        codes.* replace (least(files.read_at, codes.decided_at) as decided_at),
        coalesce(files.read_at, codes.decided_at) as read_at
    from raw.codes as codes
    inner join raw.decision_files as files using (file_id)
    inner join coding.unit_texts as unit_texts using (question_id, text_digest)

),

compared as (

    select
        *,
        coalesce(
            lag(row(theme_ids, is_cancelled, is_read_again)) over copies
            != row(theme_ids, is_cancelled, is_read_again),
            true
        ) as is_changed
    from given
    window
        copies as (
            partition by unit_id, text_digest, coder, shown
            order by read_at, decided_at, file_id, sheet_row
        )

),

dated as (

    select
        *,
        min(decided_at) over (partition by unit_id, coder, shown) as shown_since,
        last_value(
            case when is_changed then row(read_at, decided_at) end ignore nulls
        ) over copies as came_at,
        list_concat(
            last_value(
                case when is_changed then asked_ids end ignore nulls
            ) over copies,
            theme_ids
        ) as all_asked_ids
    from compared
    window
        copies as (
            partition by unit_id, text_digest, coder, shown
            order by read_at, decided_at, file_id, sheet_row
        )

),

renamed as (

    select
        dated.*,
        list_transform(
            dated.theme_ids,
            lambda one: case
                when map_contains(standing.ids, one) then standing.ids[one] else one
            end
        ) as found,
        list_transform(
            dated.all_asked_ids,
            lambda one: case
                when map_contains(standing.ids, one) then standing.ids[one] else one
            end
        ) as asked
    from dated
    cross join standing

)

select
    unit_id,
    question_id,
    coder,
    coalesce(contains(coder, '-'), false) as is_control,
    row_number() over (
        partition by unit_id, coder
        order by shown_since, is_original, decided_at, read_at, file_id, sheet_row
    ) as code_rank,
    case
        when len(list_distinct(found)) = len(found) then found
        else list_sort(list_distinct(found))
    end as theme_ids,
    list_sort(list_distinct(asked)) as asked_ids,
    is_quotable,
    is_cancelled,
    remark,
    count(*) filter (where is_changed) over (partition by unit_id, coder)
        as change_count,
    came_at,
    decided_at
from renamed
