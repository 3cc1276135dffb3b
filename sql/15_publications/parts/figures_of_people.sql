-- Key figures about who answered: boxes of the flow, consents, kinds, the strongest day.
-- One row per figure.

with

received as (

    select sum(submission_count)::bigint as submission_count from statistics.flow

),

counted as (

    select
        count(*) as contribution_count,
        count(*) filter (where respondent_kind = 'collective') as collective_count
    from respondents.contributions

),

busiest_day as (

    select * from statistics.participation_by_day
    order by contribution_count desc, day asc
    limit 1

)

select
    'flow' as section,
    0 as place,
    sentence('chiffres_cles', 'received') as figure,
    submission_count::double as value,
    null::double as base,
    'bilan' as sheet
from received
union all
select
    'flow' as section,
    word('box', flow.box).position as place,
    word('box', flow.box).label as figure,
    flow.submission_count as value,
    received.submission_count as base,
    'bilan' as sheet
from statistics.flow as flow
cross join received
union all
select
    'sending' as section,
    word('consent', consent_counts.consent).position as place,
    word('consent', consent_counts.consent).label as figure,
    sum(consent_counts.contribution_count) as value,
    any_value(counted.contribution_count) as base,
    'contributions' as sheet
from statistics.consent_counts as consent_counts
cross join counted
group by consent_counts.consent
union all
select
    'sending' as section,
    99 as place,
    sentence('chiffres_cles', 'collectives') as figure,
    collective_count as value,
    contribution_count as base,
    'contributions' as sheet
from counted
union all
select
    'profile' as section,
    coalesce(word('category', category_counts.category_id).position, 99) as place,
    coalesce(
        word('category', category_counts.category_id).label,
        sentence('none', 'category')
    ) as figure,
    category_counts.contribution_count as value,
    counted.contribution_count as base,
    'croisements' as sheet
from statistics.category_counts as category_counts
cross join counted
where
    category_counts.counting_rule = 'all'
    and (
        category_counts.category_id is not null
        or category_counts.contribution_count > 0
    )
union all
select
    'pace' as section,
    0 as place,
    sentence(
        'chiffres_cles',
        'busiest_day',
        struct_pack(day := strftime(busiest_day.day, '%d/%m/%Y'))
    ) as figure,
    busiest_day.contribution_count as value,
    counted.contribution_count as base,
    'participation' as sheet
from busiest_day
cross join counted
