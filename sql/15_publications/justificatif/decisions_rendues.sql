-- Second table of the sheet « Nouveautés » of justificatif.xlsx.
-- One row per day, question and choice: what organisers decided, and what people asked of them,
-- the latest day first. What is given back twice is counted once.

with

said as (

    select
        decided_at,
        word('decision_kind', decision_kind).label as question,
        word(decision_kind || '_choice', choice).label as choice,
        subject_id
    from history.given_decisions
    union all by name
    select
        decided_at,
        sentence('nouveautes', 'request') as question,
        word('withdrawal_request', request).label as choice,
        identifier as subject_id
    from history.given_requests

)

select
    local_time(decided_at)::date as "Jour",
    question as "À propos de",
    choice as "Choix",
    count(distinct subject_id) as "Combien"
from said
group by local_time(decided_at)::date, question, choice
order by "Jour" desc, "À propos de" asc, "Choix" asc
