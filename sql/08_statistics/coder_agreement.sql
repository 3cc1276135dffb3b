-- Whether different people find the same themes: Krippendorff's alpha, and what it means.
-- One row per theme, and one over all of them (theme_id null); key: theme_id.
-- Of all units that two coded or more, sent or not: it is of the coding, not of who answered.
-- From 0.8 an alpha is relied on, from 0.667 for tentative conclusions alone (Krippendorff, Content
-- Analysis, 2nd ed. 2004, p. 241); below, a theme says as much of who read as of what was written.

with

judged as (

    select
        agreement.theme_id,
        agreement.coder_count,
        agreement.unit_count,
        agreement.observed_agreement,
        agreement.alpha,
        agreement.disagreement_count,
        agreement.open_count,
        case
            when agreement.alpha is null then 'undefined'
            when agreement.alpha >= thresholds.strong_alpha then 'strong'
            when agreement.alpha >= thresholds.tentative_alpha then 'tentative'
            else 'insufficient'
        end as agreement_level
    from coding.agreement as agreement
    cross join form.thresholds as thresholds

)

select
    judged.theme_id,
    coalesce(themes.title, sentence('themes', 'all_themes')) as theme_label,
    judged.coder_count,
    judged.unit_count,
    judged.observed_agreement,
    judged.alpha,
    judged.agreement_level,
    word('agreement_level', judged.agreement_level).label as agreement_level_label,
    judged.disagreement_count,
    judged.open_count
from judged
left join coding.themes as themes using (theme_id)
order by themes.position nulls first
