-- Voices that names, places and numbers make one likely person.
-- One row per likely person and voice; key: submission_id.
-- Whoever is likely the same as one of them is one of them. `weight`: of their strongest pair.

with recursive

pairs as (

    select * from review.likely_pairs

),

edges as (

    select
        submission_id,
        other_id
    from pairs
    union
    select
        other_id as submission_id,
        submission_id as other_id
    from pairs

),

reached as (

    select
        submission_id,
        submission_id as reached_id
    from edges
    union
    select
        reached.submission_id,
        edges.other_id as reached_id
    from reached
    inner join edges on reached.reached_id = edges.submission_id

),

people as (

    select
        submission_id,
        min(reached_id) as group_key
    from reached
    group by submission_id

),

strengths as (

    select
        people.group_key,
        max(pairs.weight) as weight,
        case
            when bool_and(pairs.is_same_name) then 'same_name'
            else 'close_identity'
        end as reason
    from pairs
    inner join people on pairs.submission_id = people.submission_id
    group by people.group_key

),

likely_people as (

    select
        people.group_key,
        people.submission_id,
        strengths.reason,
        strengths.weight
    from people
    inner join strengths on people.group_key = strengths.group_key

)

select * from likely_people
