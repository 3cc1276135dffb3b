-- Submissions that an edit made more public than they once were.
-- One row per such submission; key: submission_id.
-- Nobody can tell who edited. Of what finished versions said, the least public is the earlier
-- consent, as it was last said; `widened_at`: the version that came next. A draft says nothing yet.

with

earlier as (

    select
        said.submission_id,
        said.version_rank,
        said.version_at,
        said.consent as earlier_consent,
        present.consent
    from clean_steps.said_consents as said
    inner join clean.submissions as submissions using (submission_id)
    inner join history.consents as present on submissions.consent = present.consent
    where said.publicity < present.publicity
    qualify
        row_number() over (
            partition by said.submission_id
            order by said.publicity asc, said.version_rank asc
        ) = 1

),

widened as (

    select
        earlier.submission_id,
        any_value(earlier.earlier_consent) as earlier_consent,
        any_value(earlier.consent) as consent,
        any_value(earlier.version_at) as earlier_at,
        arg_max(said.version_at, said.version_rank) as widened_at
    from earlier
    inner join clean_steps.said_consents as said
        on
            earlier.submission_id = said.submission_id
            and earlier.version_rank > said.version_rank
    group by earlier.submission_id

)

select * from widened
