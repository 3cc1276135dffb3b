-- Voices that names, places and numbers make one likely person.
-- One row per likely person and voice; key: submission_id.
-- Whoever is likely the same as one of them is one of them: the smallest of their ids goes from one
-- to the next. `weight`: of their strongest pair.

with recursive -- noqa: PRS

edges as (

    select
        submission_id,
        other_id
    from review.likely_pairs
    union
    select
        other_id as submission_id,
        submission_id as other_id
    from review.likely_pairs

),

people (submission_id, group_key) using key (submission_id) as (

    select
        submission_id,
        least(submission_id, min(other_id)) as group_key
    from edges
    group by submission_id
    union
    select
        edges.submission_id,
        min(people.group_key) as group_key
    from people
    inner join edges on people.submission_id = edges.other_id
    inner join recurring.people as known on edges.submission_id = known.submission_id
    where people.group_key < known.group_key
    group by edges.submission_id

),

strengths as (

    select
        people.group_key,
        max(pairs.weight) as weight,
        case
            when bool_and(pairs.is_same_name) then 'same_name'
            else 'close_identity'
        end as reason
    from review.likely_pairs as pairs
    inner join people using (submission_id)
    group by people.group_key

)

select
    people.group_key,
    people.submission_id,
    strengths.reason,
    strengths.weight
from people
inner join strengths using (group_key)
