-- Names that their bearers agreed to show.
-- One row per contribution sent in its own or its collective's name, and named; key:
-- submission_id.

with

named as (

    select
        contributions.submission_id,
        contributions.respondent_id,
        contributions.consent,
        case contributions.consent
            when 'own_name' then case when people.has_usable_name then people.name end
            when 'collective_name' then people.collective
        end as name
    from respondents.contributions as contributions
    inner join people.people as people using (submission_id)

)

select * from named
where
    name is not null
    and not contains(name, '@')
    and not regexp_matches(name, '\d([ ./-]?\d){5}')
