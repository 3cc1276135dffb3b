-- Whether a submission is a person's or a collective's.
-- One row per submission; key: submission_id.
-- A collective is one by its category or by its consent; everyone else is an individual.

select
    submissions.submission_id,
    case
        when
            categories.is_collective
            or coalesce(doubtful_consents.latest_consent, submissions.consent)
            = 'collective_name'
            then 'collective'
        else 'individual'
    end as respondent_kind
from clean.submissions as submissions
left join form.categories as categories using (category_id)
left join history.doubtful_consents as doubtful_consents using (submission_id)
