-- Key figures about texts: people, different texts and families, never one without the others.
-- One row per figure.

with

counted as (

    select
        count(*) as contribution_count,
        count(template_contributions.submission_id) as template_count
    from respondents.contributions as contributions
    left join families.template_contributions as template_contributions
        on contributions.submission_id = template_contributions.submission_id

)

select
    questions.position as place,
    figures.place as subplace,
    sentence(
        'chiffres_cles', figures.id, struct_pack(question := questions.title)
    ) as figure,
    figures.value,
    figures.base,
    figures.sheet
from statistics.text_families as told
cross join counted
inner join form.questions as questions using (question_id)
cross join (
    values
    (0, 'written', told.answered_count, counted.contribution_count, 'textes'),
    (1, 'different_texts', told.distinct_text_count, told.answered_count, 'textes'),
    (2, 'families', told.family_count, null, 'familles'),
    (3, 'in_family', told.family_respondent_count, told.answered_count, 'familles')
) as figures (place, id, value, base, sheet)
where questions.has_families or figures.place < 2
union all
select
    98 as place,
    figures.place as subplace,
    sentence('chiffres_cles', figures.id) as figure,
    figures.value,
    figures.base,
    figures.sheet
from families.families as told
cross join counted
cross join (
    values
    (0, 'largest', told.respondent_count, counted.contribution_count, 'familles'),
    (1, 'own_additions', told.own_addition_count, told.respondent_count, 'ajouts')
) as figures (place, id, value, base, sheet)
qualify
    rank() over (order by told.respondent_count desc, told.family_id asc) = 1
union all
select
    99 as place,
    0 as subplace,
    sentence('chiffres_cles', 'templates') as figure,
    template_count as value,
    contribution_count as base,
    'regles_de_comptage' as sheet
from counted
