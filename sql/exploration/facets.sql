-- Facets by which contributions can be filtered, with the values that occur.
-- One row per facet and value that is not empty; facets in the order in which they are offered.

with

said as (

    select distinct told.*
    from respondents.contributions_labelled as contributions
    cross join (
        values
        (0, 'category', contributions.category_id, contributions.category_label),
        (1, 'consent', contributions.consent, contributions.consent_label),
        (
            1,
            'respondent_kind',
            contributions.respondent_kind,
            contributions.respondent_kind_label
        ),
        (
            2,
            'departement',
            contributions.departement_id,
            contributions.departement_label
        ),
        (
            3,
            'week',
            strftime(date_trunc('week', contributions.answered_local_at), '%Y-%m-%d'),
            strftime(date_trunc('week', contributions.answered_local_at), '%d/%m/%Y')
        )
    ) as told (place, facet, facet_value, facet_label)
    where told.facet_value is not null

),

told as (

    select
        said.*,
        coalesce(categories.position, words.position) as value_place
    from said
    left join form.categories as categories
        on said.facet = 'category' and said.facet_value = categories.category_id
    left join form.words as words
        on said.facet = words.kind and said.facet_value = words.id
    union all by name
    select
        questions.position + 3 as place,
        items.position as item_place,
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
order by place, facet, item_place, value_place, facet_value
