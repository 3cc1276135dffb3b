-- Themes that people found in what was written, counted under every rule.
-- One row per coded question (null: all of them together), theme for it and counting rule; zeros
-- included. Nothing as long as nothing is coded.
-- theme_share is of the texts coded. A theme about which coders differ is counted in open_count
-- alone: the share is the lowest that settling can give. A text counts once for each theme it has:
-- shares don't add up to 1.
-- margin: how far the share of all that was written may be from that of what is coded so far, 19
-- times out of 20, for units are coded in an order drawn by lot. A ratio over clusters with the
-- correction for a finite population (Cochran, Sampling Techniques, 3rd ed. 1977, 2.11 and 6.4):
-- 1.96 * sqrt((1 - n/N) * n * s² / x²), where s² = sum((y_u - share * x_u)²) / (n - 1), over the
-- n units with a coded text out of N; x_u weighs who wrote the unit, y_u those of them with the
-- theme. A letter is one unit, however many sent it: one large letter makes the margin wide, and
-- as long as it is not coded the margin cannot know of it. Null, for it would be false: below two
-- units, where all or none has the theme, and over all questions (who wrote in several is coded
-- later). It says nothing of the public at large, whom nobody drew.

with

places as (

    select
        coverage.question_id,
        themes.theme_id,
        coverage.counting_rule,
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
        round(sum(weight) filter (where is_coded), 9)::decimal(18, 9) as coded
    from statistics_steps.coded_texts
    where question_id is not null
    group by question_id, counting_rule, unit_id

),

sampled as (

    select
        question_id,
        counting_rule,
        count(*)::double as unit_count,
        count(coded)::double as coded_unit_count,
        sum(coded * coded)::double as of_coded
    from units
    group by question_id, counting_rule

),

units_with_theme as (

    select
        question_id,
        theme_id,
        counting_rule,
        unit_id,
        round(sum(weight), 9)::decimal(18, 9) as of_theme
    from statistics_steps.found_themes
    where question_id is not null and state = 'yes'
    group by question_id, theme_id, counting_rule, unit_id

),

squares as (

    select
        with_theme.question_id,
        with_theme.theme_id,
        with_theme.counting_rule,
        sum(with_theme.of_theme * with_theme.of_theme)::double as of_theme,
        sum(with_theme.of_theme * units.coded)::double as of_both
    from units_with_theme as with_theme
    inner join units
        on
            with_theme.question_id = units.question_id
            and with_theme.counting_rule = units.counting_rule
            and with_theme.unit_id = units.unit_id
    group by with_theme.question_id, with_theme.theme_id, with_theme.counting_rule

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
                sampled.coded_unit_count between 2 and sampled.unit_count - 1
                and shared.theme_count > 0
                and shared.theme_count < shared.coded_count
                then
                    (1 - sampled.coded_unit_count / sampled.unit_count)
                    * sampled.coded_unit_count / (sampled.coded_unit_count - 1)
                    * (
                        squares.of_theme
                        - 2 * shared.theme_share * squares.of_both
                        + shared.theme_share ** 2 * sampled.of_coded
                    ) / shared.coded_count ** 2
        end as variance
    from shared
    left join sampled
        on
            shared.question_id = sampled.question_id
            and shared.counting_rule = sampled.counting_rule
    left join squares
        on
            shared.question_id = squares.question_id
            and shared.theme_id = squares.theme_id
            and shared.counting_rule = squares.counting_rule

)

select
    * exclude (variance),
    round(1.96 * sqrt(abs(variance)), 6) as margin
from estimated
