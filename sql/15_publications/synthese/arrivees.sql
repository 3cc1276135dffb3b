-- Second table of the sheet « Textes types » of synthese.xlsx.
-- One row per day from the first to the last contribution, and one column per large family: how
-- many people had sent the letter by the end of the day. None without a family.
-- The four families with most respondents, the largest first; a letter that arrives in one
-- afternoon and one that trickles for weeks are not the same story.

with

arrivals as (

    select
        local_time(members.answered_at)::date as day,
        families.family_rank
    from families.members as members
    inner join families.families as families using (family_id)

)

select
    days.day as "Jour",
    sum(count(*) filter (where arrivals.family_rank = 1)) over so_far as "Famille n° 1",
    sum(count(*) filter (where arrivals.family_rank = 2)) over so_far as "Famille n° 2",
    sum(count(*) filter (where arrivals.family_rank = 3)) over so_far as "Famille n° 3",
    sum(count(*) filter (where arrivals.family_rank = 4)) over so_far as "Famille n° 4"
from statistics.participation_by_day as days
left join arrivals using (day)
where (select count(*) from families.families) > 0
group by days.day
window so_far as (order by days.day)
order by days.day
