-- Key figures about who answered: boxes of the flow, consents, kinds, the strongest day.
-- One row per figure.

with

counted as (

    select
        count(*) as contribution_count,
        count(*) filter (where respondent_kind = 'collective') as collective_count,
        (select sum(flow.submission_count)::bigint from statistics.flow as flow)
            as received_count
    from respondents.contributions

)

select
    'flow' as section,
    0 as place,
    sentence('chiffres_cles', 'received') as figure,
    received_count::double as value
from counted
union all by name
select
    'flow' as section,
    word('box', flow.box).position as place,
    word('box', flow.box).label as figure,
    flow.submission_count as value,
    counted.received_count as base
from statistics.flow as flow
cross join counted
union all by name
select
    'sending' as section,
    word('consent', consent_counts.consent).position as place,
    word('consent', consent_counts.consent).label as figure,
    sum(consent_counts.contribution_count) as value,
    any_value(counted.contribution_count) as base
from statistics.consent_counts as consent_counts
cross join counted
group by consent_counts.consent
union all by name
select
    'sending' as section,
    99 as place,
    sentence('chiffres_cles', 'collectives') as figure,
    collective_count as value,
    contribution_count as base
from counted
union all by name
select
    'profile' as section,
    coalesce(word('category', category_counts.category_id).position, 99) as place,
    coalesce(
        word('category', category_counts.category_id).label,
        sentence('none', 'category')
    ) as figure,
    category_counts.contribution_count as value,
    counted.contribution_count as base
from statistics.category_counts as category_counts
cross join counted
where
    category_counts.counting_rule = 'all'
    and (category_counts.category_id is not null or value > 0)
union all by name
select
    'pace' as section,
    0 as place,
    sentence(
        'chiffres_cles',
        'busiest_day',
        struct_pack(day := strftime(days.day, '%d/%m/%Y'))
    ) as figure,
    days.contribution_count as value,
    counted.contribution_count as base
from statistics.participation_by_day as days
cross join counted
qualify row_number() over (order by days.contribution_count desc, days.day asc) = 1
