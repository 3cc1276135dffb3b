-- statistiques/theme_counts.csv.
-- One row per coded question (none: all of them together), theme and counting rule.

select
    counts.question_id,
    questions.title as question_label,
    counts.theme_id,
    themes.title as theme_label,
    counts.counting_rule,
    word('counting_rule', counts.counting_rule).label as counting_rule_label,
    counts.written_count,
    counts.coded_count,
    counts.open_count,
    counts.theme_count,
    counts.theme_share,
    counts.margin
from statistics.theme_counts as counts
inner join coding.themes as themes using (theme_id)
left join form.questions as questions using (question_id)
order by
    questions.position nulls first,
    themes.position,
    word('counting_rule', counts.counting_rule).position
