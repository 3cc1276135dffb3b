-- statistiques/coder_agreement.csv.
-- One row over all themes (theme_id empty), then one per theme, in the order of the grid.

select
    agreement.theme_id,
    themes.title as theme_label,
    agreement.coder_count,
    agreement.unit_count,
    agreement.observed_agreement,
    agreement.alpha,
    agreement.alpha_low,
    agreement.alpha_high,
    agreement.agreement_level,
    word('agreement_level', agreement.agreement_level).label as agreement_level_label,
    agreement.disagreement_count,
    agreement.open_count
from statistics.coder_agreement as agreement
left join coding.themes as themes using (theme_id)
order by themes.position nulls first
