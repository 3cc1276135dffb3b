-- The words of each contribution, spelt for its fingerprint.
-- One row per contribution that says something; key: submission_id.
-- A text is replaced by its checksum, so that no two answers give the same line, whatever they
-- hold.

with

lines as (

    select
        submission_id,
        concat_ws(
            chr(31),
            'answer',
            question_id,
            coalesce(item_id, ''),
            coalesce(choice_id, ''),
            coalesce(sha256(text), ''),
            coalesce(number::varchar, ''),
            coalesce(date::varchar, '')
        ) as line
    from clean.answers
    union all
    select
        submission_id,
        concat_ws(chr(31), 'withheld', question_id) as line
    from sending.withheld_answers

)

select
    submission_id,
    string_agg(line, chr(10) order by line) as all_lines
from lines
group by submission_id
