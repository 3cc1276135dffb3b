-- How many quotes were chosen, among how many texts that could be quoted.
-- One row per question that something is quoted of, and one for all questions together; key:
-- question_id (null: all). No row when nothing is quoted.
-- Copies of a letter are left out, unless a copy is quoted: letters are counted as families.

with

chosen as (

    select distinct
        submission_id,
        question_id,
        true as is_quoted
    from quotes.chosen

),

quotable as (

    select
        texts.question_id,
        coalesce(chosen.is_quoted, false) as is_quoted
    from quotes.texts as texts
    left join chosen using (submission_id, question_id)
    where not texts.is_letter or chosen.is_quoted

)

select
    question_id,
    word('question', question_id).label as question_label,
    count(*) filter (where is_quoted) as quote_count,
    count(*) as text_count
from quotable
group by grouping sets ((question_id), ())
having quote_count > 0
order by word('question', question_id).position nulls last
