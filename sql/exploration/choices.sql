-- What the people that are looked at chose.
-- One row per closed question (× item) and total of choices, then choice; zeros included.
-- The smallest and the greatest share are those of all counted contributions under the other rules.

with

people as (

    select unnest($people::varchar[]) as submission_id

),

made as (

    select answers.*
    from clean.answers as answers
    semi join people using (submission_id)
    where answers.choice_id is not null

),

answered as (

    select
        question_id,
        item_id,
        count(distinct submission_id) as answered_count
    from made
    group by all

),

options as (

    select
        question_id,
        item_id,
        choice_id,
        choice_label as label,
        min(chosen_share) as smallest_share,
        max(chosen_share) as greatest_share
    from statistics.answer_counts
    group by all
    union all by name
    select
        question_id,
        item_id,
        group_label as label,
        min(chosen_share) as smallest_share,
        max(chosen_share) as greatest_share
    from statistics.group_counts
    group by all

),

chosen as (

    select
        options.*,
        any_value(groups.position) as group_place,
        count(distinct made.submission_id) as chosen_count
    from options
    left join form.groups as groups
        on
            options.question_id = groups.question_id
            and options.label = groups.group_label
            and options.choice_id is null
    left join made
        on
            options.question_id = made.question_id
            and options.item_id is not distinct from made.item_id
            and coalesce(options.choice_id, groups.choice_id) = made.choice_id
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
    coalesce(answered.answered_count, 0) as answered_count,
    chosen.smallest_share,
    chosen.greatest_share
from chosen
inner join form.questions as questions using (question_id)
left join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
left join answered
    on
        chosen.question_id = answered.question_id
        and chosen.item_id is not distinct from answered.item_id
order by
    questions.position,
    items.position,
    chosen.choice_id is not null,
    choices.position,
    chosen.group_place
