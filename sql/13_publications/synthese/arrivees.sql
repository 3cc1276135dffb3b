-- Second table of the sheet « Textes types » of synthese.xlsx.
-- One row per day from the first to the last contribution, and one column per large family; none
-- without a family.
-- The five families with most respondents, the largest first; a letter that arrives in one
-- afternoon and one that trickles for weeks are not the same story.

with

arrivals as (

    select
        local_time(members.answered_at)::date as day,
        families.family_rank
    from families.members as members
    inner join families.families as families on members.family_id = families.family_id

)

select
    days.day as "Jour",
    count(*) filter (where arrivals.family_rank = 1) as "Famille n° 1",
    count(*) filter (where arrivals.family_rank = 2) as "Famille n° 2",
    count(*) filter (where arrivals.family_rank = 3) as "Famille n° 3",
    count(*) filter (where arrivals.family_rank = 4) as "Famille n° 4",
    count(*) filter (where arrivals.family_rank = 5) as "Famille n° 5"
from statistics.participation_by_day as days
left join arrivals on days.day = arrivals.day
where (select count(*) from families.families) > 0
group by days.day
order by days.day
