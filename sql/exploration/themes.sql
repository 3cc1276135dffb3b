-- Each theme, with its share if coders agree enough, and the sentence of the documents on it.
-- One row per coded question (null: all of them together) and theme, the most frequent first.
-- All questions together appear once all is coded, as people who wrote in several are coded later.

select
    statements.question_label,
    statements.theme_label,
    case
        when statements.reading != 'size' then statements.theme_share
    end as theme_share,
    statements.statement
from statistics.theme_statements as statements
left join form.questions as questions using (question_id)
where statements.question_id is not null or statements.coded_count > 0
qualify
    statements.question_id is not null
    or bool_and(statements.coded_count = statements.written_count) filter (
        where statements.question_id is null
    ) over ()
order by
    questions.position asc nulls first,
    statements.theme_share desc nulls last,
    statements.theme_place asc
