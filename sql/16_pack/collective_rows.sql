-- Sheet « Collectifs » of contributions.xlsx.
-- One row per collective's name, and one of those whose name is not given.

select
    coalesce(name, sentence('none', 'collective')) as "Collectif",
    contribution_count as "Contributions",
    mandate_count as "Mandat déclaré",
    case when len(spellings) > 1 then array_to_string(spellings, ' ; ') end
        as "Écrit",
    array_to_string(submission_ids, ', ') as "Références"
from pack.collectives
order by folded_name is null, contribution_count desc, folded_name asc
