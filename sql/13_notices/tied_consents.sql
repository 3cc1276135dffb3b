-- Submissions whose records of the same minute do not agree to the same.
-- One row, or none; the first of them are named.

with

tied as (

    select
        count(*) as submission_count,
        list(submission_id order by submission_id) as submission_ids
    from history.tied_consents
    having count(*) > 0

)

select
    submission_count,
    submission_ids[:5] as submission_ids,
    case
        when submission_count > 5 then 'tied_consents_of_many'
        else 'tied_consents'
    end as sentence_id
from tied
