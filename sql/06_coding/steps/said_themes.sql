-- Each theme that a coder looked for in a unit, and whether they found it, code by code.
-- One row per code and theme of the grid that it was given under; key: unit_id, theme_id, coder,
-- code_rank.
-- `is_own`: the coder's own judgement, which is their last before anybody else coded the theme,
-- else their first. A coder may correct a code until a second person has coded the unit. A later
-- change (`is_change`) settles the unit, and leaves the judgement as it was.

with

said as (

    select
        unit_id,
        question_id,
        coder,
        code_rank,
        came_at,
        decided_at,
        is_cancelled,
        theme_ids,
        unnest(asked_ids) as theme_id
    from coding_steps.given_codes
    where coder is not null and not is_control

),

firsts as (

    select
        unit_id,
        theme_id,
        coder,
        min(came_at) as came_at
    from said
    where not is_cancelled
    group by unit_id, theme_id, coder

),

limits as (

    select
        firsts.unit_id,
        firsts.theme_id,
        firsts.coder,
        case
            when min(others.came_at) is not null
                then greatest(firsts.came_at, min(others.came_at))
        end as own_until
    from firsts
    left join firsts as others
        on
            firsts.unit_id = others.unit_id
            and firsts.theme_id = others.theme_id
            and firsts.coder != others.coder
    group by firsts.unit_id, firsts.theme_id, firsts.coder, firsts.came_at

),

placed as (

    select
        said.*,
        limits.own_until is null or said.came_at <= limits.own_until as is_early
    from said
    inner join limits using (unit_id, theme_id, coder)

),

own as (

    select
        unit_id,
        theme_id,
        coder,
        case
            when arg_max(is_cancelled, code_rank) filter (where is_early) is false
                then max(code_rank) filter (where is_early)
            else min(code_rank) filter (where not is_early and not is_cancelled)
        end as own_rank
    from placed
    group by unit_id, theme_id, coder

),

judged as (

    select
        placed.*,
        own.own_rank,
        list_contains(placed.theme_ids, placed.theme_id) as is_found
    from placed
    inner join own using (unit_id, theme_id, coder)
    where placed.code_rank >= own.own_rank and not placed.is_cancelled

)

select
    unit_id,
    question_id,
    theme_id,
    coder,
    code_rank,
    came_at,
    decided_at,
    is_found,
    code_rank = own_rank as is_own,
    code_rank > own_rank
    and is_found != lag(is_found) over (
        partition by unit_id, theme_id, coder
        order by code_rank
    ) as is_change
from judged
