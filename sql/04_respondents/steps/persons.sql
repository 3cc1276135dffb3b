-- The person of each submission, whatever its box: linked by an address or by a decision.
-- One row per submission; key: submission_id. `person_id`: the smallest of theirs. Never published.
-- Any address that was ever left counts, of individuals and collectives alike. Submissions that a
-- decision calls different people are not linked by an address.

with recursive -- noqa: PRS

told_apart as (

    select
        addresses.submission_id,
        addresses.folded_email as tie
    from respondents.decisions as decisions
    cross join unnest(decisions.submission_ids) as about (submission_id)
    inner join people.said_addresses as addresses using (submission_id)
    where decisions.choice = 'different' and decisions.state = 'applied'
    qualify count(*) over (partition by decisions.subject_id, tie) > 1

),

ties as (

    select
        submission_id,
        folded_email as tie
    from people.said_addresses
    except
    select * from told_apart
    union
    select
        submission_id,
        decision_id as tie
    from respondents.same_people

),

-- A star rather than all pairs: many may share an address.
spokes as (

    select
        submission_id,
        min(submission_id) over (partition by tie) as hub_id
    from ties

),

edges as (

    select distinct
        unnest([submission_id, hub_id]) as submission_id,
        unnest([hub_id, submission_id]) as other_id
    from spokes

),

components (submission_id, person_id) using key (submission_id) as (

    select
        submission_id,
        least(submission_id, min(other_id)) as person_id
    from edges
    group by submission_id
    union
    select
        edges.submission_id,
        min(components.person_id) as person_id
    from components
    inner join edges on components.submission_id = edges.other_id
    inner join
        recurring.components as known on edges.submission_id = known.submission_id
    where components.person_id < known.person_id
    group by edges.submission_id

)

select
    submissions.submission_id,
    coalesce(components.person_id, submissions.submission_id) as person_id
from clean.submissions as submissions
left join components using (submission_id)
