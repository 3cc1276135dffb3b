-- Files that were refused, in whole or in part.
-- One row per refusal.

select
    case
        when starts_with(code, 'decisions_') then 'refused_decisions'
        else 'refused_answers'
    end as sentence_id,
    file_name,
    upper(left(what, 1)) || what[2:] as reason
from raw.refusals
order by file_name
