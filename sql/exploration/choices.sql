-- Choices of the respondents who match the filters.
-- One row per closed question (× item) and total of choices, then choice; zeros included.
-- The smallest and the greatest share are those of all counted contributions under the other rules.

with

made as (

    select
        answers.*,
        groups.group_label
    from clean.answers as answers
    inner join unnest($people::varchar[]) as shown (submission_id) using (submission_id)
    left join form.groups as groups using (question_id, choice_id)
    where answers.choice_id is not null

),

options as (

    select
        counts.question_id,
        counts.item_id,
        counts.choice_id,
        coalesce(counts.choice_label, counts.group_label) as label,
        min(counts.chosen_share) filter (where rules.is_ranged) as smallest_share,
        max(counts.chosen_share) filter (where rules.is_ranged) as greatest_share,
        any_value(groups.position) as group_place
    from (
        select * from statistics.answer_counts
        union all by name
        select * from statistics.group_counts
    ) as counts
    inner join statistics.rule_counts as rules using (counting_rule)
    left join form.groups as groups using (question_id, group_label)
    group by all

),

chosen as (

    select
        options.*,
        count(distinct made.submission_id) filter (
            where coalesce(
                made.choice_id = options.choice_id, made.group_label = options.label
            )
        ) as chosen_count,
        count(distinct made.submission_id) as answered_count
    from options
    left join made
        on
            options.question_id = made.question_id
            and options.item_id is not distinct from made.item_id
    group by all

)

select
    questions.position,
    questions.title,
    items.label as item,
    concat_ws(':', 'choice', chosen.question_id, chosen.item_id) as facet,
    questions.kind = 'choices' as has_several,
    chosen.choice_id,
    chosen.label,
    chosen.chosen_count,
    chosen.answered_count,
    chosen.smallest_share,
    chosen.greatest_share
from chosen
inner join form.questions as questions using (question_id)
left join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
order by
    questions.position,
    items.position,
    chosen.choice_id is not null,
    choices.position,
    chosen.group_place
