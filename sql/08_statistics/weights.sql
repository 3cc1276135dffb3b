-- What each contribution weighs under each counting rule.
-- One row per contribution and rule under which it counts; key: submission_id, counting_rule.
-- Under one_per_family the n respondents of a family weigh 1/n each; under without_templates
-- those who only repeat a letter are left out. No rule changes what another one counts.

with

everyone as (

    select
        submission_id,
        'all' as counting_rule,
        1.0::double as weight
    from respondents.contributions

),

one_per_family as (

    select
        contributions.submission_id,
        'one_per_family' as counting_rule,
        1.0::double / coalesce(largest.respondent_count, 1) as weight
    from respondents.contributions as contributions
    left join families.largest as largest using (submission_id)

),

without_templates as (

    select
        contributions.submission_id,
        'without_templates' as counting_rule,
        1.0::double as weight
    from respondents.contributions as contributions
    anti join families.template_contributions using (submission_id)

),

by_kind as (

    select
        submission_id,
        case respondent_kind
            when 'individual' then 'individuals'
            when 'collective' then 'collectives'
        end as counting_rule,
        1.0::double as weight
    from respondents.contributions

),

sendable as (

    select
        submission_id,
        'consenting' as counting_rule,
        1.0::double as weight
    from respondents.contributions
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
