-- What decisions on who is who are about, as checksums: once they differ, it is something else.
-- One row per submission; key: submission_id.
-- Whether two are the same person rests on who they say they are and what they answered. Addresses
-- and numbers are left out: a checksum lets one test a guess.

select
    submissions.submission_id,
    md5(
        concat_ws(
            chr(31),
            coalesce(digests.written_digest::varchar, ''),
            coalesce(case when people.has_usable_name then people.name end, ''),
            coalesce(
                case when people.has_usable_collective then people.collective end,
                ''
            ),
            coalesce((people.folded_email is not null)::varchar, ''),
            coalesce(submissions.category_id, ''),
            coalesce(submissions.commune, ''),
            coalesce(submissions.postcode, '')
        )
    ) as same_person
from clean.submissions as submissions
left join people.people as people using (submission_id)
left join clean_steps.digests as digests using (submission_id)
