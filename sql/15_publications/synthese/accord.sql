-- Below « Thèmes » in synthese.xlsx, sheet « Accord » of annexe-statistique.xlsx.
-- One row over all themes, then one per theme, in the order of the grid.

select
    coalesce(themes.title, sentence('themes', 'all_themes')) as "Thème",
    word('agreement_level', agreement.agreement_level).label as "Accord",
    agreement.alpha as "Alpha de Krippendorff",
    agreement.observed_agreement as "Part de jugements identiques",
    agreement.unit_count as "Textes codés par plusieurs",
    agreement.disagreement_count as "Désaccords",
    agreement.open_count as "À régler"
from statistics.coder_agreement as agreement
left join coding.themes as themes using (theme_id)
order by themes.position nulls first
