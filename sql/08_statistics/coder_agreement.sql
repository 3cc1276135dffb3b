-- Agreement of those who code on each theme: Krippendorff's alpha, and its meaning.
-- One row per theme that two coders looked for in a unit; key: theme_id.
-- It is measured on all units coded by two or more people, also units that are not sent. From 0.8
-- an alpha is reliable, from 0.667 for tentative conclusions only (Krippendorff, Content Analysis,
-- 2nd ed. 2004, p. 241). Below, a theme depends as much on the coder as on the text.

select
    agreement.theme_id,
    themes.title as theme_label,
    agreement.coder_count,
    agreement.unit_count,
    agreement.observed_agreement,
    agreement.alpha,
    case
        when agreement.alpha is null then 'undefined'
        when agreement.alpha >= thresholds.strong_alpha then 'strong'
        when agreement.alpha >= thresholds.tentative_alpha then 'tentative'
        else 'insufficient'
    end as agreement_level,
    word('agreement_level', agreement_level).label as agreement_level_label,
    agreement.disagreement_count,
    agreement.open_count
from coding.agreement as agreement
inner join coding.themes as themes using (theme_id)
cross join form.thresholds as thresholds
order by themes.position
