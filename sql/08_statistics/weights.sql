-- The weight of each contribution under each counting rule.
-- One row per contribution and rule under which it counts; key: submission_id, counting_rule.
-- Under one_per_family the n respondents of a family weigh 1/n each; under without_templates
-- contributions that only repeat a letter are left out. No rule changes the counts of another rule.

select
    contributions.submission_id,
    rules.counting_rule,
    rules.weight::double as weight
from respondents.contributions as contributions
left join families.largest as largest using (submission_id)
left join families.template_contributions as templates
    on contributions.submission_id = templates.submission_id
cross join (
    values
    ('all', 1.0::double),
    ('one_per_family', 1.0::double / coalesce(largest.respondent_count, 1)),
    ('without_templates', (templates.submission_id is null)::integer),
    ('individuals', (contributions.respondent_kind = 'individual')::integer),
    ('collectives', (contributions.respondent_kind = 'collective')::integer),
    ('consenting', contributions.is_sendable::integer)
) as rules (counting_rule, weight)
where rules.weight > 0
