-- Decisions as organisers gave them back, and which are the latest about their subject.
-- One row per row that was filled in and, where it is about a text, per submission that has it;
-- key: file_id, sheet, sheet_row, subject_id.
-- Which of a day and of a moment of that day came first, nobody can tell: both are the latest. What
-- is dated ahead counts, unless it holds back, only over what was read before its date.

with

standing as (

    select
        given.*,
        (
            given.decided_at at time zone 'UTC' at time zone form.time_zone
        )::date as decided_on
    from history.given as given
    cross join form.form as form
    where given.decision_kind != 'request'
    qualify
        not (
            given.is_ahead
            and given.choice not in (
                'least_public', 'mask', 'withhold', 'deleted', 'full'
            )
            and coalesce(
                max(given.read_at) filter (where not given.is_ahead) over (
                    partition by given.decision_kind, given.subject_id
                ) >= given.decided_at,
                false
            )
        )

),

compared as (

    select
        *,
        max(decided_on) over (partition by decision_kind, subject_id) as latest_on,
        max(decided_at) filter (where not is_dated) over (
            partition by decision_kind, subject_id, decided_on
        ) as last_moment
    from standing

)

select
    file_id,
    sheet,
    sheet_row,
    decision_kind,
    subject_id,
    submission_ids,
    question_id,
    fingerprint,
    choice,
    words,
    theme_id,
    decided_at,
    initials,
    decided_on = latest_on and (is_dated or decided_at = last_moment) as is_latest
from compared
