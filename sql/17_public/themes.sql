-- Numbers of persons whose texts have each theme.
-- One row per coded question whose texts leave and theme for it; zeros included. Themes on which
-- coders agree too little for a share are left out. `margin`: how many points a share of the
-- question may be away, at most, from the share among all texts, 19 times out of 20, rounded up.

select
    counts.question_id,
    counts.theme_id,
    themes.title,
    themes.position,
    counts.coded_count::bigint as coded_count,
    counts.theme_count::bigint as theme_count,
    ceil(
        100 * max(
            greatest(
                counts.highest_share - counts.theme_share,
                counts.theme_share - counts.lowest_share
            )
        ) over (partition by counts.question_id)
    )::bigint as margin
from statistics.theme_counts as counts
inner join form.questions as questions using (question_id)
inner join coding.themes as themes using (theme_id)
left join statistics.coder_agreement as agreement using (theme_id)
where
    counts.counting_rule = 'all'
    and agreement.agreement_level is distinct from 'insufficient'
    and questions.audience = 'all'
