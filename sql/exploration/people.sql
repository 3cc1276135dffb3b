-- The counted contributions that match the filters: the page shows their figures.
-- One row per contribution.
-- A contribution must have one of the chosen values of each chosen facet. The pattern that finds
-- words is made in consultation/screens/searching.py. Empty, it leaves nobody out.

with

asked as (

    select
        unnest($facets::varchar[]) as facet,
        unnest($facet_values::varchar[]) as facet_value

),

described as (

    select
        contributions.submission_id,
        said.facet,
        said.facet_value
    from respondents.contributions_labelled as contributions
    cross join (
        values
        ('category', contributions.category_id),
        ('departement', contributions.departement_id),
        ('respondent_kind', contributions.respondent_kind),
        ('consent', contributions.consent),
        (
            'week',
            strftime(date_trunc('week', contributions.answered_local_at), '%Y-%m-%d')
        )
    ) as said (facet, facet_value)
    union all by name
    select
        submission_id,
        concat_ws(':', 'choice', question_id, item_id) as facet,
        choice_id as facet_value
    from clean.answers
    where choice_id is not null

),

met as (

    select
        described.submission_id,
        count(distinct described.facet) as facet_count
    from described
    inner join asked using (facet, facet_value)
    group by described.submission_id

),

-- Whoever wrote something; no words are in every text.
writing as (

    select distinct answers.submission_id
    from clean.answers as answers
    where
        $pattern::varchar != ''
        and regexp_matches(answers.text, $pattern::varchar)

)

select contributions.submission_id
from respondents.contributions as contributions
left join met using (submission_id)
left join writing using (submission_id)
where
    coalesce(met.facet_count, 0) = len(list_distinct($facets::varchar[]))
    and (writing.submission_id is not null or $pattern::varchar = '')
