-- Whether each export holds all the answers of its time, as far as anything tells.
-- One row per export with a SID; key: export_id.
-- `is_full`: an organiser said so, or it passes for full and no organiser said that it is partial;
-- and no later export has what it lacks.

with

said as (

    select
        export_id,
        any_value(choice) as extent
    from history.given_extents
    group by export_id
    having count(distinct choice) = 1

),

judged as (

    select
        sid_ranges.export_id,
        sid_ranges.greatest_sid,
        case
            when sid_returns.export_id is not null then false
            when said.extent is not null then said.extent = 'full'
            else sid_ranges.passes_for_full
        end as is_full
    from history.sid_ranges as sid_ranges
    left join history.sid_returns as sid_returns using (export_id)
    left join said using (export_id)

)

select * from judged
