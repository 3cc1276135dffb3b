-- statistiques/quote_coverage.csv.
-- One row, or none when nothing is quoted: all questions together.

select
    quote_count,
    text_count
from quotes.coverage
where question_id is null
order by quote_count
