-- How many quotes were chosen among how many texts, above the sheet « Citations » of a-coder.xlsx.
-- One row per question that something is quoted of and, where there are several, one for all.

with

coverage as (

    select
        *,
        count(*) over () as row_count
    from quotes.coverage

)

select
    word('question', question_id).label as question,
    quote_count,
    text_count
from coverage
where question_id is not null or row_count > 2
order by question_id is null, word('question', question_id).position
