-- Submissions whose newest version is more public than they once were.
-- One row per such submission; key: submission_id.
-- Nobody can tell who edited. Of what finished versions said, the least public is the earlier
-- consent, as it was last said; `widened_at`: the version that came next. A draft says nothing yet,
-- unless it may be the last word (`is_in_doubt`: nothing makes sure which version is the newer).

with

present as (

    select
        submissions.submission_id,
        coalesce(doubts.latest_consent, submissions.consent) as consent,
        doubts.submission_id is not null as is_in_doubt
    from clean.submissions as submissions
    left join history.doubtful_consents as doubts using (submission_id)

),

said as (

    select
        submission_id,
        version_rank,
        version_at,
        consent,
        publicity
    from clean_steps.said_consents
    union
    select
        doubts.submission_id,
        doubts.version_rank,
        doubts.other_at as version_at,
        consents.consent,
        consents.publicity
    from history.doubtful_consents as doubts
    inner join history.consents as consents using (consent)

),

earlier as (

    select
        said.submission_id,
        said.version_rank,
        said.version_at,
        said.consent as earlier_consent,
        present.consent,
        present.is_in_doubt
    from said
    inner join present using (submission_id)
    inner join history.consents as consents on present.consent = consents.consent
    where said.publicity < consents.publicity
    qualify
        row_number() over (
            partition by said.submission_id
            order by said.publicity asc, said.version_rank asc, said.consent asc
        ) = 1

)

select
    earlier.submission_id,
    any_value(earlier.earlier_consent) as earlier_consent,
    any_value(earlier.consent) as consent,
    any_value(earlier.is_in_doubt) as is_in_doubt,
    any_value(earlier.version_at) as earlier_at,
    arg_max(later.version_at, later.version_rank) as widened_at
from earlier
left join clean_steps.said_consents as later
    on
        earlier.submission_id = later.submission_id
        and earlier.version_rank > later.version_rank
group by earlier.submission_id
