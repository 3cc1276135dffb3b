-- No text or name holds an e-mail address: they are masked before they come here.
-- One row per text or name that holds one.

with

written as (

    select
        submission_id,
        text
    from clean.answers
    where text is not null
    union all
    select
        submission_id,
        name as text
    from respondents.names

)

select submission_id from written
where regexp_matches(text, '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}')
