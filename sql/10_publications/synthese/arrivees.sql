-- Sheet « Arrivées des familles » of synthese.xlsx.
-- One row per day from the first to the last contribution, and one column per large family.
-- The five families with most respondents, the largest first; a letter that arrives in one
-- afternoon and one that trickles for weeks are not the same story.

with

largest as (

    select
        family_id,
        family_rank as place
    from families.families
    where family_rank <= 5

),

days as (

    select day from statistics.participation_by_day

),

arrivals as (

    select
        (
            members.answered_at at time zone 'UTC' at time zone form.time_zone
        )::date as day,
        largest.place,
        count(*) as respondent_count
    from families.members as members
    cross join form.form as form
    inner join largest on members.family_id = largest.family_id
    group by all

),

spread as (

    select
        days.day,
        coalesce(
            sum(arrivals.respondent_count) filter (where arrivals.place = 1), 0
        )::bigint as first_family,
        coalesce(
            sum(arrivals.respondent_count) filter (where arrivals.place = 2), 0
        )::bigint as second_family,
        coalesce(
            sum(arrivals.respondent_count) filter (where arrivals.place = 3), 0
        )::bigint as third_family,
        coalesce(
            sum(arrivals.respondent_count) filter (where arrivals.place = 4), 0
        )::bigint as fourth_family,
        coalesce(
            sum(arrivals.respondent_count) filter (where arrivals.place = 5), 0
        )::bigint as fifth_family
    from days
    left join arrivals on days.day = arrivals.day
    group by days.day

)

select
    day as "Jour",
    first_family as "Famille n° 1",
    second_family as "Famille n° 2",
    third_family as "Famille n° 3",
    fourth_family as "Famille n° 4",
    fifth_family as "Famille n° 5"
from spread
order by day
