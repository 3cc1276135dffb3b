-- What each contribution weighs under each counting rule.
-- One row per contribution and rule under which it counts; key: submission_id, counting_rule.

with

contributions as (

    select * from respondents.contributions

),

everyone as (

    select
        submission_id,
        'all' as counting_rule
    from contributions

),

by_kind as (

    select
        submission_id,
        case respondent_kind
            when 'individual' then 'individuals'
            when 'collective' then 'collectives'
        end as counting_rule
    from contributions

),

sendable as (

    select
        submission_id,
        'consenting' as counting_rule
    from contributions
    where is_sendable

),

weighed as (

    select
        *,
        1.0::double as weight
    from everyone
    union all
    select
        *,
        1.0::double as weight
    from by_kind
    union all
    select
        *,
        1.0::double as weight
    from sendable

)

select * from weighed
