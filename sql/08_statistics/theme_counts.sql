-- Themes that people found in what was written, counted under every rule.
-- One row per coded question (null: all of them together), theme for it and counting rule; zeros
-- included. Nothing as long as nothing is coded.
-- coded_count, theme_count: texts read for the theme, and texts that have it, before the first
-- unread unit of the draw. chosen_coded_count, chosen_theme_count: the same for texts read after
-- it, which somebody chose. theme_share: theme_count of coded_count. A theme about which coders
-- differ is only in open_count: the share is the lowest that settling can give. A text counts for
-- each of its themes, so that shares don't add up to 1. lowest_share, highest_share: bounds of the
-- share in all texts, 19 times out of 20 (consultation/coding/drawn_shares.py). They equal the
-- share once all is read, and are null over all questions (people who wrote in several are read
-- later). They don't describe the public at large, from which nobody was drawn.
-- written_count over all questions: the contributions with a text that the theme is for.

with

writers as (

    select
        over_all.theme_id,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as writer_count
    from statistics_steps.themes_over_all as over_all
    inner join statistics.weights as weights using (submission_id)
    group by over_all.theme_id, weights.counting_rule

),

places as (

    select
        coverage.question_id,
        coverage.question_label,
        themes.theme_id,
        themes.title as theme_label,
        themes.position as theme_place,
        coverage.counting_rule,
        coverage.counting_rule_label,
        case
            when coverage.question_id is not null then coverage.written_count
            else coalesce(writers.writer_count, 0)
        end as written_count
    from statistics.coding_coverage as coverage
    cross join coding.themes as themes
    left join writers
        on
            themes.theme_id = writers.theme_id
            and coverage.counting_rule = writers.counting_rule
    where
        coverage.question_id is null
        or len(themes.question_ids) = 0
        or list_contains(themes.question_ids, coverage.question_id)
        or (themes.theme_id, coverage.question_id) in (
            select (submission_themes.theme_id, submission_themes.question_id)
            from coding.submission_themes as submission_themes
        )

)

select
    places.question_id,
    places.question_label,
    places.theme_id,
    places.theme_label,
    places.counting_rule,
    places.counting_rule_label,
    places.written_count,
    coalesce(sums.coded_count, 0) as coded_count,
    coalesce(sums.open_count, 0) as open_count,
    coalesce(sums.theme_count, 0) as theme_count,
    sums.theme_share,
    case
        when sums.coded_count = places.written_count then sums.theme_share
        else bounds.lowest
    end as lowest_share,
    case
        when sums.coded_count = places.written_count then sums.theme_share
        else bounds.highest
    end as highest_share,
    coalesce(sums.chosen_coded_count, 0) as chosen_coded_count,
    coalesce(sums.chosen_theme_count, 0) as chosen_theme_count
from places
left join statistics_steps.theme_sums as sums
    on
        places.question_id is not distinct from sums.question_id
        and places.theme_id = sums.theme_id
        and places.counting_rule = sums.counting_rule
left join drawing.bounds as bounds
    on
        places.question_id = bounds.question_id
        and places.theme_id = bounds.theme_id
        and places.counting_rule = bounds.counting_rule
order by
    word('question', places.question_id).position nulls first,
    places.theme_place,
    word('counting_rule', places.counting_rule).position
