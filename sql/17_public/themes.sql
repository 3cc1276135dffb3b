-- Numbers of persons whose texts have each theme.
-- One row per coded question whose texts leave and theme for it; zeros included. Themes on which
-- coders agree too little for a share are left out. `is_all_read`: no share of the question would
-- change if all texts were read. How far it might change is not published: a margin in points would
-- tell a number that is rounded, or hidden because it is small.

select
    counts.question_id,
    counts.theme_id,
    themes.title,
    themes.position,
    counts.coded_count::bigint as coded_count,
    counts.theme_count::bigint as theme_count,
    bool_and(coalesce(counts.lowest_share = counts.highest_share, false)) over (
        partition by counts.question_id
    ) as is_all_read
from statistics.theme_counts as counts
inner join form.questions as questions using (question_id)
inner join coding.themes as themes using (theme_id)
left join statistics.coder_agreement as agreement using (theme_id)
where
    counts.counting_rule = 'all'
    and agreement.agreement_level is distinct from 'insufficient'
    and questions.audience = 'all'
