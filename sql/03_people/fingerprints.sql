-- What decisions are about, as checksums: once they differ, the decision is about something else.
-- One row per submission; key: submission_id.
-- Whether two are the same person rests on who they say they are and what they answered; which
-- consent to keep, on the consents and their order. Only xlsx has seconds: times are cut. What was
-- not in doubt keeps the checksum that it had before doubts were asked about.
-- Addresses and numbers are left out: a checksum lets one test a guess.

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
    ) as same_person,
    md5(
        concat_ws(
            chr(31),
            submissions.consent,
            coalesce(
                epoch(
                    date_trunc(
                        'minute',
                        coalesce(submissions.completed_at, submissions.submitted_at)
                    )
                )::bigint::varchar,
                ''
            ),
            doubtful_consents.latest_consent,
            array_to_string(doubtful_consents.versions, chr(31))
        )
    ) as consent
from clean.submissions as submissions
left join people.people as people using (submission_id)
left join clean_steps.digests as digests using (submission_id)
left join history.doubtful_consents as doubtful_consents using (submission_id)
