-- The themes that each wholly coded contribution has, in a question and in all of them together.
-- One row per contribution, question (null: all coded ones together), theme and counting rule.

with

themes as (

    select
        submission_id,
        question_id,
        theme_id,
        state
    from coding.submission_themes
    union all
    select
        submission_id,
        null as question_id,
        theme_id,
        max(state) as state
    from coding.submission_themes
    group by submission_id, theme_id

)

select
    themes.*,
    coded_texts.unit_id,
    coded_texts.counting_rule,
    coded_texts.weight
from themes
inner join statistics_steps.coded_texts as coded_texts
    on
        themes.submission_id = coded_texts.submission_id
        and themes.question_id is not distinct from coded_texts.question_id
where coded_texts.is_coded
