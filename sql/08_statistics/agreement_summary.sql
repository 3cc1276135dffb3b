-- How far coders agree, over the themes: the lowest alpha, the median, how many are insufficient.
-- One row, none where nobody coded what another did.
-- There is no alpha over all themes together: themes that nobody uses would raise it. unit_count:
-- units coded by two or more. disagreement_count: such units about which coders differ. open_count:
-- such units about which coders differ and that are not settled.

select
    totals.coder_count,
    totals.unit_count,
    totals.disagreement_count,
    totals.open_count,
    count(themes.theme_id) as theme_count,
    min(themes.alpha) as lowest_alpha,
    round(median(themes.alpha), 6) as median_alpha,
    count(*) filter (where themes.agreement_level = 'insufficient')
        as insufficient_count
from coding.agreement as totals
left join statistics.coder_agreement as themes on true
where totals.theme_id is null
group by
    totals.coder_count,
    totals.unit_count,
    totals.disagreement_count,
    totals.open_count
order by totals.unit_count
