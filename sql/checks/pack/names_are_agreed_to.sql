-- A name is shown only with a contribution sent in that name, or in its collective's.
-- One row per name that is shown otherwise.

select names.submission_id
from respondents.names as names
left join respondents.contributions as contributions using (submission_id)
where
    names.consent is distinct from contributions.consent
    or names.consent not in ('own_name', 'collective_name')
