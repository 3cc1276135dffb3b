-- How far coders agree about each theme, in the units that two coded or more.
-- One row per theme, and one over all of them (theme_id null); key: theme_id.
-- What consultation/coding/agreement.py says of alpha and of its interval. Nothing as long as
-- nobody coded what another did.

with

shared_units as (

    select
        unit_id,
        count(*) as coder_count
    from coding.codes
    group by unit_id
    having count(*) > 1

),

coders as (

    select count(distinct codes.coder) as coder_count
    from coding.codes as codes
    semi join shared_units using (unit_id)

),

differing as (

    select
        theme_id,
        unit_id,
        state
    from coding.unit_themes
    where coder_count > 1 and len(chosen_by) between 1 and coder_count - 1

),

counted as (

    select
        theme_id,
        count(distinct unit_id) as disagreement_count,
        count(distinct unit_id) filter (where state = 'open') as open_count
    from differing
    group by grouping sets ((theme_id), ())

),

agreement as (

    select
        alphas.theme_id,
        coders.coder_count,
        alphas.unit_count,
        alphas.observed_agreement,
        alphas.alpha,
        coalesce(counted.disagreement_count, 0) as disagreement_count,
        coalesce(counted.open_count, 0) as open_count
    from agreement.alphas as alphas
    cross join coders
    left join counted on alphas.theme_id is not distinct from counted.theme_id

)

select * from agreement
