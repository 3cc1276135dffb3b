-- Statements on consent in exports that another replaced, whose rows have no number.
-- One row per person, kind and statement; key: person_id, respondent_kind, export_id, record_number.
-- The address left in the row identifies the person. The statement counts for the kind of the row.
-- It counts for all kinds of the person if no submission of that kind is left, or if it refuses
-- consent.

with

speaking as (

    select
        persons.person_id,
        list(distinct kinds.respondent_kind) as respondent_kinds
    from respondents_steps.persons as persons
    inner join respondents.kinds as kinds using (submission_id)
    group by persons.person_id

),

addressed as (

    select distinct
        addresses.folded_email,
        persons.person_id
    from people.said_addresses as addresses
    inner join respondents_steps.persons as persons using (submission_id)

),

said as (

    select
        addressed.person_id,
        former.*,
        consents.publicity,
        consents.is_sendable,
        case
            when categories.is_collective or former.consent = 'collective_name'
                then 'collective'
            else 'individual'
        end as former_kind
    from typed.former_answers as former
    inner join addressed using (folded_email)
    inner join history.consents as consents using (consent)
    left join form.categories as categories using (category_id)
    where not former.is_repeated

)

select
    said.person_id,
    heard_for.respondent_kind,
    said.submission_id,
    said.export_id,
    said.record_number,
    said.consent,
    said.publicity,
    said.is_sendable
from said
inner join speaking using (person_id)
cross join unnest(speaking.respondent_kinds) as heard_for (respondent_kind)
where
    said.former_kind = heard_for.respondent_kind
    or not said.is_sendable
    or not list_contains(speaking.respondent_kinds, said.former_kind)
