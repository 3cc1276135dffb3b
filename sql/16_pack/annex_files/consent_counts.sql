-- statistiques/consent_counts.csv of the pack: consenting contributions only.
-- One row per consent that lets a contribution be sent, and kind of respondent.

select
    consent,
    word('consent', consent).label as consent_label,
    respondent_kind,
    word('respondent_kind', respondent_kind).label as respondent_kind_label,
    contribution_count
from statistics.consent_counts
where consent in ('own_name', 'collective_name', 'anonymous')
order by
    word('consent', consent).position,
    word('respondent_kind', respondent_kind).position
