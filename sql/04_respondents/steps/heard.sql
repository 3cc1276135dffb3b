-- The statements that count for the consent of each person, as an individual and as a collective.
-- One row per person, kind and statement; key: person_id, respondent_kind, export_id, record_number.
-- Statements of late and vanished answers count too. A refused consent of an individual also counts
-- for the person's collective, and the reverse, as only a person can tell whether both were meant.
-- Among equally public statements, those of a replaced export come last: it has number 0.

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
