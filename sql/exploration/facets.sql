-- What contributions can be told apart by, and what somebody said of each.
-- One row per facet and value that is not empty; facets in the order in which they are offered.

with

-- What each says of itself, by the kind of the words for it.
said as (

    select
        'consent' as kind,
        consent as id
    from respondents.contributions
    union
    select
        'respondent_kind' as kind,
        respondent_kind as id
    from respondents.contributions

),

weeks as (

    select distinct date_trunc('week', answered_local_at) as monday
    from respondents.contributions_labelled
    where answered_local_at is not null

),

told as (

    select
        0 as place,
        0 as item_place,
        'category' as facet,
        null as title,
        categories.category_id as facet_value,
        categories.label as facet_label,
        categories.position as value_place
    from form.categories as categories
    semi join respondents.contributions using (category_id)
    union all by name
    select
        1 as place,
        0 as item_place,
        words.kind as facet,
        null as title,
        words.id as facet_value,
        words.label as facet_label,
        words.position as value_place
    from form.words as words
    semi join said using (kind, id)
    union all by name
    select
        2 as place,
        0 as item_place,
        'departement' as facet,
        null as title,
        departements.departement_id as facet_value,
        departements.departement_label as facet_label,
        row_number() over (order by departements.departement_id) as value_place
    from statistics.participation_by_departement as departements
    where
        departements.departement_id is not null
        and departements.contribution_count > 0
    union all by name
    select
        3 as place,
        0 as item_place,
        'week' as facet,
        null as title,
        strftime(monday, '%Y-%m-%d') as facet_value,
        strftime(monday, '%d/%m/%Y') as facet_label,
        row_number() over (order by monday) as value_place
    from weeks
    union all by name
    select
        questions.position + 3 as place,
        coalesce(items.position, 0) as item_place,
        concat_ws(':', 'choice', questions.question_id, items.item_id) as facet,
        concat_ws(' — ', questions.title, items.label) as title,
        choices.choice_id as facet_value,
        choices.label as facet_label,
        choices.position as value_place
    from form.questions as questions
    inner join form.choices as choices using (question_id)
    left join form.items as items using (question_id)
    where questions.is_closed

)

select
    facet,
    title,
    facet_value,
    facet_label
from told
order by place, facet, item_place, value_place
