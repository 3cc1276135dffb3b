-- Qui n'a envoyé que des textes communs à trois personnes ou plus, sans rien y ajouter.
-- Une ligne par catégorie, et une pour celles et ceux qui n'en ont pas dit.
-- C'est ce que la règle « sans les textes repris » met à part, et elle seule.

with

contributions as (

    select
        contributions.category_id,
        count(*) as contribution_count,
        count(template_contributions.submission_id) as template_count
    from respondents.contributions as contributions
    left join families.template_contributions as template_contributions
        using (submission_id)
    group by contributions.category_id

)

select
    coalesce(categories.label, 'Sans catégorie') as "Catégorie",
    contributions.contribution_count as "Contributions",
    contributions.template_count as "Textes repris seulement",
    contributions.template_count / contributions.contribution_count as "Part"
from contributions
left join form.categories as categories using (category_id)
order by categories.position nulls last
