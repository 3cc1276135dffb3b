-- How far what people wrote is coded, and how many texts fit no theme, under every counting rule.
-- One row per coded question (null: all of them together) and counting rule.
-- coded_count: texts coded before the first uncoded unit of the draw, whatever the grid.
-- chosen_coded_count: texts coded after it. No row as long as nothing is coded.

with

asked as (

    select distinct question_id from statistics_steps.coded_texts

),

counted as (

    select
        asked.question_id,
        rules.id as counting_rule,
        rules.label as counting_rule_label,
        rules.position as rule_place,
        sum(texts.weight) as written_sum,
        sum(texts.weight) filter (where texts.is_drawn) as coded_sum,
        sum(texts.weight) filter (
            where texts.is_drawn and texts.theme_count = 0 and not texts.has_open
        ) as no_theme_sum,
        sum(texts.weight) filter (where texts.is_drawn and texts.has_open) as open_sum,
        sum(texts.weight) filter (where texts.is_coded and not texts.is_drawn)
            as chosen_sum
    from asked
    inner join form.words as rules on rules.kind = 'counting_rule'
    left join statistics_steps.coded_texts as texts
        on
            asked.question_id is not distinct from texts.question_id
            and rules.id = texts.counting_rule
    group by asked.question_id, rules.id, rules.label, rules.position

)

select
    question_id,
    word('question', question_id).label as question_label,
    counting_rule,
    counting_rule_label,
    round(coalesce(written_sum, 0), 9)::double as written_count,
    round(coalesce(coded_sum, 0), 9)::double as coded_count,
    coded_count / nullif(written_count, 0) as coded_share,
    round(coalesce(no_theme_sum, 0), 9)::double as no_theme_count,
    no_theme_count / nullif(coded_count, 0) as no_theme_share,
    round(coalesce(open_sum, 0), 9)::double as open_count,
    round(coalesce(chosen_sum, 0), 9)::double as chosen_coded_count
from counted
order by word('question', question_id).position nulls first, rule_place
