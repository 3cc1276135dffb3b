-- People with a contribution that no request withdrew, and what it said of consent as last read.
-- One row per person and kind; key: person_id, respondent_kind.

with

last_said as (

    select
        submission_id,
        arg_min(publicity, (version_rank, publicity)) as publicity
    from history.statements
    group by submission_id

)

select
    persons.person_id,
    contributions.respondent_kind,
    max(last_said.publicity) as last_publicity
from respondents.contributions as contributions
inner join respondents.members as members
    on contributions.submission_id = members.contribution_id
inner join respondents_steps.persons as persons
    on members.submission_id = persons.submission_id
left join last_said on contributions.submission_id = last_said.submission_id
anti join respondents.withdrawals as withdrawals
    on members.submission_id = withdrawals.submission_id
group by persons.person_id, contributions.respondent_kind
