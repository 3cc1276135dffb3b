-- Checksums of the answers of each submission.
-- One row per submission with an answer; key: submission_id.
-- They do not depend on the order of rows, and are made of plain text, so that they stay the
-- same from one version of DuckDB to the next: decisions given back are held against them.
-- Attached files are left out of the second: their addresses change each time.

with

digested_answers as (

    select
        answers.submission_id,
        coalesce(questions.kind != 'file', true) as is_written,
        md5_number_lower(
            concat_ws(
                chr(31),
                answers.question_id,
                coalesce(answers.item_id, ''),
                coalesce(answers.choice_id, ''),
                coalesce(answers.text, ''),
                coalesce(answers.number::varchar, ''),
                coalesce(answers.date::varchar, '')
            )
        ) as digest
    from clean.answers as answers
    left join form.questions as questions using (question_id)

)

select
    submission_id,
    sum(digest) as answers_digest,
    sum(digest) filter (where is_written) as written_digest
from digested_answers
group by submission_id
