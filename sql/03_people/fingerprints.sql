-- Checksums of what decisions on who is who are about: once they differ, it is something else.
-- One row per submission; key: submission_id.
-- Whether two are the same person rests on who they say they are and what they answered. Addresses
-- and numbers are left out: a checksum lets one test a guess. `written_digest`: of all answers but
-- attached files, whose addresses change each time; null where there is none. It does not depend on
-- the order of rows, and is made of plain text, so that it stays the same from one version of DuckDB
-- to the next: decisions given back are held against it.

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
