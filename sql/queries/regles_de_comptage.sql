-- Les règles de comptage, et combien de contributions chacune retient.
-- Une ligne par règle.
-- Le poids est la somme des voix : une règle qui partage une voix entre plusieurs la diminue.

with

weighed as (

    select
        counting_rule,
        count(*) as contribution_count,
        round(sum(weight), 6) as weight
    from statistics.weights
    group by counting_rule

)

select
    rules.id as "Identifiant",
    rules.label as "Règle",
    rules.explanation as "Ce qu'elle fait",
    coalesce(weighed.contribution_count, 0) as "Contributions",
    coalesce(weighed.weight, 0) as "Poids"
from form.words as rules
left join weighed on rules.id = weighed.counting_rule
where rules.kind = 'counting_rule'
order by rules.position
