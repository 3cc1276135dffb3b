-- Collectives in whose name something is sent, so that one counted twice is seen.
-- One row per name, accents, capitals and punctuation aside, the most frequent first; then one of
-- all the collectives whose name is not given; key: folded_name.

with

collectives as (

    select
        contributions.submission_id,
        contributions.consent = 'collective_name' as is_mandated,
        case when contributions.consent = 'collective_name' then names.name end as name
    from respondents.contributions as contributions
    left join respondents.names as names using (submission_id)
    where
        contributions.consent = 'collective_name'
        or contributions.respondent_kind = 'collective'

),

folded as (

    select
        *,
        coalesce(nullif(folded(name), ''), name) as folded_name
    from collectives

),

gathered as (

    select
        folded_name,
        mode(name order by name) as name,
        list(distinct name order by name) as spellings,
        count(*) as contribution_count,
        count(*) filter (where is_mandated) as mandate_count,
        list(submission_id order by submission_id) as submission_ids
    from folded
    group by folded_name

)

select * from gathered
order by folded_name is null, contribution_count desc, folded_name asc
