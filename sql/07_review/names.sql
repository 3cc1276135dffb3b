-- The name that each submission gives: a collective's own, where it gave one, else the person's.
-- One row per eligible submission with a usable name; key: submission_id.
-- `folded_name`: its words without accents or capitals, sorted, so that « ROUX Agnès » is « Agnès
-- Roux ».

with

given as (

    select
        eligible.submission_id,
        case
            when
                eligible.respondent_kind = 'collective'
                and people.has_usable_collective
                then people.collective
            when people.has_usable_name then people.name
        end as name
    from respondents.eligible as eligible
    inner join people.people as people using (submission_id)

)

select
    *,
    array_to_string(list_sort(string_split(folded(name), ' ')), ' ') as folded_name
from given
where name is not null
