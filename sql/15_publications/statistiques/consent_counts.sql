-- statistiques/consent_counts.csv.
-- One row per consent state and kind of respondent.

select
    consent,
    word('consent', consent).label as consent_label,
    respondent_kind,
    word('respondent_kind', respondent_kind).label as respondent_kind_label,
    contribution_count
from statistics.consent_counts
order by
    word('consent', consent).position,
    word('respondent_kind', respondent_kind).position
