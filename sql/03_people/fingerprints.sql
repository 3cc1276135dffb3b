-- Checksums of the facts behind decisions on who is who: once they differ, people decide again.
-- One row per submission; key: submission_id.
-- Two submissions are judged the same person's by the names and the answers that they give.
-- Addresses and numbers are left out, since a checksum would let anybody test a guess.
-- `written_digest` is made of all answers but attached files, whose addresses change each time. It
-- is null without an answer. It depends neither on the order of rows nor on the version of DuckDB,
-- as later decisions are compared with it.

with

written as (

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
    where questions.kind is distinct from 'file'
    group by answers.submission_id

)

select
    submissions.submission_id,
    written.written_digest,
    md5(
        concat_ws(
            chr(31),
            coalesce(written.written_digest::varchar, ''),
            coalesce(if(people.has_usable_name, people.name, null), ''),
            coalesce(if(people.has_usable_collective, people.collective, null), ''),
            coalesce((people.folded_email is not null)::varchar, ''),
            coalesce(submissions.category_id, ''),
            coalesce(submissions.commune, ''),
            coalesce(submissions.postcode, '')
        )
    ) as same_person
from clean.submissions as submissions
left join people.people as people using (submission_id)
left join written using (submission_id)
