-- How well the chosen quotes cover what was said, against quotes of the same length drawn by lot.
-- One row per question that something is quoted of, and one for all questions together; key:
-- question_id (null: all). No row when nothing is quoted.
-- `coverage` is the share of the runs of three words, each weighed by the number of texts that have
-- it, that the quotes say; `percentile`, how many of a hundred draws say less. Python draws:
-- consultation/coding/quote_coverage.py has the formula.

select
    question_id,
    quote_count,
    text_count,
    coverage,
    drawn_coverage,
    percentile,
    draw_count
from draws.coverage
