-- statistiques/collectives.csv of the pack: in whose name contributions are sent.
-- One row per name, accents, capitals and punctuation aside, the most frequent first; then one of
-- all the collectives whose name is not given; key: collective_number. One counted twice is seen.

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
        row_number() over (
            order by folded_name is null, count(*) desc, folded_name asc
        ) as collective_number,
        mode(name order by name) as name,
        count(*) as contribution_count,
        count(*) filter (where is_mandated) as mandate_count,
        case
            when count(distinct name) > 1
                then string_agg(distinct name, ' ; ' order by name)
        end as spellings,
        string_agg(submission_id, ', ' order by submission_id) as references_sent
    from folded
    group by folded_name

)

select
    *,
    coalesce(name, sentence('none', 'collective')) as collective_label
from gathered
order by collective_number
