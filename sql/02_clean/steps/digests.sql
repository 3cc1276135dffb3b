-- Checksums of what each submission wrote, attached files apart: their addresses change each time.
-- One row per submission with such an answer; key: submission_id.
-- They do not depend on the order of rows, and are made of plain text, so that they stay the
-- same from one version of DuckDB to the next: decisions given back are held against them.

select
    answers.submission_id,
    sum(
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
        )
    ) as written_digest
from clean.answers as answers
left join form.questions as questions using (question_id)
where coalesce(questions.kind != 'file', true)
group by answers.submission_id
