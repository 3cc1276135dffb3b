-- How far coders agree about each theme, in the units in which two or more looked for it.
-- One row per theme, and one over all of them (theme_id null); key: theme_id.
-- Each person's judgement is their own (coding.judgements). Alphas of consultation/coding/agreement.py;
-- none over all: themes that nobody uses would raise it.

with

shared as (

    select
        unit_id,
        theme_id,
        list(coder) as coders,
        bool_or(is_found) and not bool_and(is_found) as is_differing
    from coding.judgements
    group by unit_id, theme_id
    having count(*) > 1

)

select
    shared.theme_id,
    len(list_distinct(flatten(list(shared.coders)))) as coder_count,
    count(distinct shared.unit_id) as unit_count,
    case
        when grouping(shared.theme_id) = 0 then any_value(alphas.observed_agreement)
    end as observed_agreement,
    case when grouping(shared.theme_id) = 0 then any_value(alphas.alpha) end as alpha,
    count(distinct shared.unit_id) filter (where shared.is_differing)
        as disagreement_count,
    count(distinct shared.unit_id) filter (where unit_themes.state = 'open')
        as open_count
from shared
left join agreement.alphas as alphas using (theme_id)
left join coding.unit_themes as unit_themes using (unit_id, theme_id)
group by grouping sets ((shared.theme_id), ())
having count(*) > 0
