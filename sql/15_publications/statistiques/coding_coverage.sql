-- statistiques/coding_coverage.csv.
-- One row per coded question (none: all of them together) and counting rule.

select
    coverage.question_id,
    questions.title as question_label,
    coverage.counting_rule,
    word('counting_rule', coverage.counting_rule).label as counting_rule_label,
    coverage.written_count,
    coverage.coded_count,
    coverage.coded_share,
    coverage.no_theme_count,
    coverage.no_theme_share,
    coverage.open_count
from statistics.coding_coverage as coverage
left join form.questions as questions using (question_id)
order by
    questions.position nulls first,
    word('counting_rule', coverage.counting_rule).position
