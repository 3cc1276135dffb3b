-- Decisions as organisers gave them back, since when each counts, and which are the latest.
-- One row per row that was filled in and, where it is about a text, per submission that has it;
-- key: file_id, sheet, sheet_row, subject_id.
-- A row with a date counts from that day. A row without a date counts from the moment when its
-- workbook was saved, or read if a clock was ahead. An undated choice that lets more be sent counts
-- from the first workbook with the same choice about the same state of things: a workbook that is
-- only saved again must not overrule a later refusal. So does an undated choice of words to mask,
-- unless somebody has since let the text be sent. A decision on the page (`is_timed`) counts
-- from its own moment. A day and a moment of that day are both the latest: nobody knows which came
-- first.

with

-- What was said of a text that several wrote was said of it in each.
one_by_one as (

    select * from raw.decisions
    where decision_kind != 'reading'
    union all
    select * replace ([unnest(submission_ids)] as submission_ids)
    from raw.decisions
    where decision_kind = 'reading'

),

filled_in as (

    select
        one_by_one.* replace (
            coalesce(one_by_one.is_dated, false) as is_dated,
            least(one_by_one.decided_at, files.read_at) as decided_at
        ),
        left(
            sha256(
                concat_ws(
                    ' ',
                    array_to_string(one_by_one.submission_ids, ' '),
                    one_by_one.question_id
                )
            ),
            12
        ) as subject_id
    from one_by_one
    left join raw.decision_files as files using (file_id)

),

saved as (

    select
        *,
        min(decided_at) filter (where not is_dated) over (
            partition by
                decision_kind, subject_id, fingerprint, choice, words, theme_id
        ) as first_saved_at,
        coalesce(
            max(decided_at) filter (where choice = 'send') over of_state
            > first_saved_at,
            false
        ) as is_sent_since
    from filled_in
    window of_state as (partition by decision_kind, subject_id, fingerprint)

),

dated as (

    select
        saved.* replace (
            case
                when
                    not saved.is_dated
                    and saved.is_timed is not true
                    and (
                        saved.choice in (
                            'own_name',
                            'collective_name',
                            'anonymous',
                            'different',
                            'confirm',
                            'send',
                            'incomplete',
                            'partial',
                            'cite',
                            'silent'
                        )
                        or (saved.choice = 'mask' and not saved.is_sent_since)
                    )
                    then saved.first_saved_at
                else saved.decided_at
            end as decided_at
        ),
        form.time_zone
    from saved
    cross join form.form as form

),

counted as (

    select
        *,
        (decided_at at time zone 'UTC' at time zone time_zone)::date as decided_on
    from dated

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
    decided_on = max(decided_on) over (partition by decision_kind, subject_id)
    and (
        is_dated
        or decided_at = max(decided_at) filter (where not is_dated) over (
            partition by decision_kind, subject_id, decided_on
        )
    ) as is_latest
from counted
