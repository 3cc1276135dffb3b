-- First page of annexe-statistique.xlsx: what was agreed to.
-- One row per consent that lets a contribution be sent, and kind of respondent, with somebody.

select
    word('consent', consent).label as "Consentement",
    word('respondent_kind', respondent_kind).label as "Nature",
    contribution_count as "Contributions"
from statistics.consent_counts
where contribution_count > 0
order by
    word('consent', consent).position,
    word('respondent_kind', respondent_kind).position
