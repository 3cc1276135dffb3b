-- How far coders agree about each theme, in the units that two coded or more.
-- One row per theme, and one over all of them (theme_id null); key: theme_id.
-- What consultation/coding/agreement.py says of alpha. Nothing as long as
-- nobody coded what another did.

with

coders as (

    select count(distinct coder) as coder_count
    from (
        select coder from coding.codes
        qualify count(*) over (partition by unit_id) > 1
    ) as of_shared_units

),

differing as (

    select
        theme_id,
        count(distinct unit_id) as disagreement_count,
        count(distinct unit_id) filter (where state = 'open') as open_count
    from coding.unit_themes
    where coder_count > 1 and len(chosen_by) between 1 and coder_count - 1
    group by grouping sets ((theme_id), ())

)

select
    alphas.theme_id,
    coders.coder_count,
    alphas.unit_count,
    alphas.observed_agreement,
    alphas.alpha,
    coalesce(differing.disagreement_count, 0) as disagreement_count,
    coalesce(differing.open_count, 0) as open_count
from agreement.alphas as alphas
cross join coders
left join differing on alphas.theme_id is not distinct from differing.theme_id
