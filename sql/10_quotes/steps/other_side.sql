-- Contributions that chose otherwise than most.
-- One row per contribution; key: submission_id.
-- They gave another answer to at least half of the questions in which one answer (of a single
-- choice), or one declared group of answers, has a majority.

with

-- The answers of which each question has more than half: one of a single choice, or a group's.
majorities as (

    select distinct
        counts.question_id,
        counts.item_id,
        coalesce(counts.choice_id, groups.choice_id) as choice_id
    from statistics_steps.option_counts as counts
    inner join form.questions as questions using (question_id)
    left join form.groups as groups using (question_id, group_label)
    where
        counts.counting_rule = 'all'
        and counts.chosen_share > 0.5 + 1e-9
        and (counts.group_label is not null or questions.kind in ('choice', 'grid'))

),

choices as (

    select
        made.submission_id,
        made.question_id,
        made.item_id,
        bool_or(majorities.choice_id is not null) as is_leading
    from statistics_steps.choices_made as made
    semi join majorities as asked
        on
            made.question_id = asked.question_id
            and made.item_id is not distinct from asked.item_id
    left join majorities
        on
            made.question_id = majorities.question_id
            and made.item_id is not distinct from majorities.item_id
            and made.choice_id = majorities.choice_id
    group by made.submission_id, made.question_id, made.item_id

)

select submission_id from choices
group by submission_id
having count(*) filter (where is_leading) * 2 <= count(*)
