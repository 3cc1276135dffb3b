-- The database of consenting contributions holds only submissions whose author agreed.
-- One row per submission that is not.

with

agreed as (

    select submission_id from respondents.contributions
    where consent in ('own_name', 'collective_name', 'anonymous')

),

present as (

    select submission_id from clean.submissions
    union
    select submission_id from clean.answers
    union
    select submission_id from respondents.contributions
    union
    select submission_id from respondents.flow
    union
    select submission_id from respondents.names
    union
    select submission_id from families.members
    union
    select submission_id from sending.doubts
    union
    select submission_id from sending.withheld_answers

)

select present.submission_id
from present
anti join agreed using (submission_id)
