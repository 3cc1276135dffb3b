-- Decisions that organisers gave back, as they stand.
-- One row per kind of decision and set of submissions (and question, where the decision is about
-- one text); key: decision_kind, subject_id.
-- The latest date wins. Different choices of the same date, or of a day and a moment of that day,
-- contradict each other: none holds. respondents.decisions adds whether a decision still applies.
-- Remarks, and names longer than initials, stay in raw.

with

-- Dropping a copy, or an older file again, adds nothing.
compared as (

    select
        *,
        first_value(fingerprint) over (
            partition by decision_kind, subject_id
            order by is_latest desc, decided_at desc, file_id asc, sheet_row asc
        ) as latest_fingerprint
    from history.given_decisions

),

-- A decision about what has changed since contradicts nothing.
resolved as (

    select
        decision_kind,
        subject_id,
        any_value(submission_ids) as submission_ids,
        any_value(question_id) as question_id,
        max(decided_at) filter (where is_latest) as decided_at,
        min(choice) filter (where is_latest) as first_choice,
        count(distinct choice) filter (where is_latest) as latest_choice_count,
        count(distinct choice) filter (where fingerprint = latest_fingerprint)
            as choice_count,
        string_agg(distinct initials, ', ' order by initials) filter (where is_latest)
            as initials
    from compared
    group by decision_kind, subject_id

)

select
    decision_kind,
    subject_id,
    submission_ids,
    question_id,
    case when latest_choice_count = 1 then first_choice end as choice,
    decided_at,
    initials,
    latest_choice_count > 1 as is_contradictory,
    choice_count > 1 as has_other_choice
from resolved
