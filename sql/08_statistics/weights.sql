-- What each contribution weighs under each counting rule.
-- One row per contribution and rule under which it counts; key: submission_id, counting_rule.
-- Under one_per_family the n respondents of a family weigh 1/n each; under without_templates
-- those who only repeat a letter are left out. No rule changes what another one counts.

with

contributions as (

    select * from respondents.contributions

),

everyone as (

    select
        submission_id,
        'all' as counting_rule,
        1.0::double as weight
    from contributions

),

one_per_family as (

    select
        contributions.submission_id,
        'one_per_family' as counting_rule,
        1.0::double / coalesce(largest.respondent_count, 1) as weight
    from contributions
    left join families.largest as largest
        on contributions.submission_id = largest.submission_id

),

without_templates as (

    select
        contributions.submission_id,
        'without_templates' as counting_rule,
        1.0::double as weight
    from contributions
    anti join families.template_contributions as template_contributions
        on contributions.submission_id = template_contributions.submission_id

),

by_kind as (

    select
        submission_id,
        case respondent_kind
            when 'individual' then 'individuals'
            when 'collective' then 'collectives'
        end as counting_rule,
        1.0::double as weight
    from contributions

),

sendable as (

    select
        submission_id,
        'consenting' as counting_rule,
        1.0::double as weight
    from contributions
    where is_sendable

),

weighed as (

    select * from everyone
    union all
    select * from one_per_family
    union all
    select * from without_templates
    union all
    select * from by_kind
    union all
    select * from sendable

)

select * from weighed
