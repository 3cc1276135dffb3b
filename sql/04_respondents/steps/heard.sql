-- The statements of each person on their consent, as a person and as a collective.
-- One row per person, kind and statement; key: person_id, respondent_kind, export_id, record_number.
-- Late and vanished answers are heard too. Who agrees to nothing is heard for their collective also,
-- and a collective for its author: only a person can tell whether they meant both. Of equally public
-- ones, what a replaced export said comes after all others: it has number 0.

with

said as (

    select
        persons.person_id,
        kinds.respondent_kind,
        statements.*
    from history.statements as statements
    inner join respondents_steps.persons as persons using (submission_id)
    inner join respondents.kinds as kinds using (submission_id)

),

speaking as (

    select distinct
        person_id,
        respondent_kind
    from said

)

select said.* replace (speaking.respondent_kind as respondent_kind)
from said
inner join speaking using (person_id)
where said.respondent_kind = speaking.respondent_kind or not said.is_sendable
union all by name
select
    *,
    0 as version_rank,
    0 as export_number
from respondents_steps.former_statements
