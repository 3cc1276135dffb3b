-- Sheet « Accords » of annexe-statistique.xlsx.
-- One row per consent and kind of respondent that somebody is of.

select
    consent_label as "Ce qui a été accepté",
    respondent_kind_label as "Nature",
    contribution_count as "Contributions"
from pack.annex_files__consent_counts
where contribution_count > 0
order by word('consent', consent).position, word('respondent_kind', respondent_kind).position
