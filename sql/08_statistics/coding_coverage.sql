-- How far what people wrote is coded, and how many texts fit no theme, under every counting rule.
-- One row per coded question (null: all of them together) and counting rule.
-- coded_count is of the longest beginning of the draw that was coded, whatever the grid; what was
-- coded beyond it, chosen_coded_count. Nothing as long as nothing is coded.

with

questions as (

    select distinct
        texts.question_id,
        rules.id as counting_rule
    from statistics_steps.coded_texts as texts
    cross join form.words as rules
    where rules.kind = 'counting_rule'

),

counted as (

    select
        question_id,
        counting_rule,
        sum(weight) as written_count,
        sum(weight) filter (where is_drawn) as coded_count,
        sum(weight) filter (where is_drawn and theme_count = 0 and not has_open)
            as no_theme_count,
        sum(weight) filter (where is_drawn and has_open) as open_count,
        sum(weight) filter (where is_coded and not is_drawn) as chosen_coded_count
    from statistics_steps.coded_texts
    group by question_id, counting_rule

),

coverage as (

    select
        questions.*,
        round(coalesce(counted.written_count, 0), 9)::double as written_count,
        round(coalesce(counted.coded_count, 0), 9)::double as coded_count,
        round(coalesce(counted.no_theme_count, 0), 9)::double as no_theme_count,
        round(coalesce(counted.open_count, 0), 9)::double as open_count,
        round(coalesce(counted.chosen_coded_count, 0), 9)::double as chosen_coded_count
    from questions
    left join counted
        on
            questions.question_id is not distinct from counted.question_id
            and questions.counting_rule = counted.counting_rule

),

shared as (

    select
        *,
        coded_count / nullif(written_count, 0) as coded_share,
        no_theme_count / nullif(coded_count, 0) as no_theme_share
    from coverage

)

select
    question_id,
    word('question', question_id).label as question_label,
    counting_rule,
    word('counting_rule', counting_rule).label as counting_rule_label,
    written_count,
    coded_count,
    coded_share,
    no_theme_count,
    no_theme_share,
    open_count,
    chosen_coded_count
from shared
order by
    word('question', question_id).position nulls first,
    word('counting_rule', counting_rule).position
