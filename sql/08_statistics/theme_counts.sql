-- Themes that people found in what was written, counted under every rule.
-- One row per coded question (null: all of them together), theme for it and counting rule; zeros
-- included. Nothing as long as nothing is coded.
-- theme_share is of the texts coded. A theme about which coders differ is counted in open_count
-- alone: the share is the lowest that settling can give. A text counts once for each theme it has:
-- shares don't add up to 1.
-- margin: how far the share of all that was written may be from that of what is coded so far, 19
-- times out of 20, for units are coded in an order drawn by lot; as a-coder.xlsx foretells it, with
-- the finite population correction (consultation/warehouse/store/plain_functions.sql has the formula):
-- units with a coded text out of all, effect = N * sum(x²) / sum(x)² over all units, coded or not,
-- x being what those who wrote the unit weigh: a letter is one unit, however many sent it, and one
-- large letter makes the margin wide.
-- 0 when all is coded. Null, for it would be false: where all or none has the theme, and over all
-- questions (who wrote in several is coded later). A text with an addition is coded when both are,
-- a little later than others. It says nothing of the public at large, whom nobody drew.

with

places as (

    select
        coverage.question_id,
        coverage.question_label,
        themes.theme_id,
        themes.title as theme_label,
        themes.position as theme_place,
        coverage.counting_rule,
        coverage.counting_rule_label,
        coverage.written_count,
        coverage.coded_count
    from statistics.coding_coverage as coverage
    cross join coding.themes as themes
    where
        coverage.question_id is null
        or len(themes.question_ids) = 0
        or list_contains(themes.question_ids, coverage.question_id)
        or (themes.theme_id, coverage.question_id) in (
            select (submission_themes.theme_id, submission_themes.question_id)
            from coding.submission_themes as submission_themes
        )

),

counted as (

    select
        question_id,
        theme_id,
        counting_rule,
        sum(weight) filter (where state = 'yes') as theme_count,
        sum(weight) filter (where state = 'open') as open_count
    from statistics_steps.found_themes
    group by question_id, theme_id, counting_rule

),

units as (

    select
        question_id,
        counting_rule,
        unit_id,
        bool_or(is_coded) as is_coded,
        round(sum(weight), 9)::decimal(18, 9) as unit_weight
    from statistics_steps.coded_texts
    where question_id is not null
    group by question_id, counting_rule, unit_id

),

sampled as (

    select
        question_id,
        counting_rule,
        count(*)::double as unit_count,
        count(*) filter (where is_coded)::double as coded_unit_count,
        count(*) * sum(unit_weight * unit_weight)::double
        / sum(unit_weight)::double ** 2 as weight_effect
    from units
    group by question_id, counting_rule

),

shared as (

    select
        places.*,
        round(coalesce(counted.open_count, 0), 9)::double as open_count,
        round(coalesce(counted.theme_count, 0), 9)::double as theme_count,
        round(coalesce(counted.theme_count, 0), 9)::double
        / nullif(places.coded_count, 0) as theme_share
    from places
    left join counted
        on
            places.question_id is not distinct from counted.question_id
            and places.theme_id = counted.theme_id
            and places.counting_rule = counted.counting_rule

),

estimated as (

    select
        shared.*,
        case
            when shared.coded_count = shared.written_count then 0
            when
                shared.theme_count > 0
                and shared.theme_count < shared.coded_count
                and sampled.coded_unit_count < sampled.unit_count
                then
                    round(
                        margin(
                            shared.theme_share,
                            sampled.coded_unit_count,
                            sampled.unit_count,
                            sampled.weight_effect
                        ),
                        6
                    )
        end as margin
    from shared
    left join sampled using (question_id, counting_rule)

)

select * exclude (theme_place)
from estimated
order by
    word('question', question_id).position nulls first,
    theme_place,
    word('counting_rule', counting_rule).position
