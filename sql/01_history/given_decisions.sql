-- Decisions as organisers gave them back, and which are the latest about their subject.
-- One row per row that was filled in; key: file_id, sheet, sheet_row.
-- A row with a date is of that day, one without is of the moment its workbook was saved. Which of
-- a day and of a moment of that day came first, nobody can tell: both are the latest. To save a
-- workbook again decides nothing: what lets more be sent, undated, is as old as the first workbook
-- that said so of the same state of things. Otherwise it would come back over a later no.

with

form as (

    select time_zone from form.form

),

given as (

    select
        * exclude (is_dated),
        coalesce(is_dated, false) as is_dated,
        left(
            sha256(concat_ws(' ', array_to_string(submission_ids, ' '), question_id)),
            12
        ) as subject_id
    from raw.decisions

),

first_said as (

    select
        * replace (
            case
                when not is_dated and choice in ('latest', 'send')
                    then
                        min(decided_at) filter (where not is_dated) over (
                            partition by
                                decision_kind, subject_id, fingerprint, choice
                        )
                else decided_at
            end as decided_at
        )
    from given

),

dated as (

    select
        first_said.*,
        (
            first_said.decided_at at time zone 'UTC' at time zone form.time_zone
        )::date as decided_on
    from first_said
    cross join form

),

compared as (

    select
        *,
        max(decided_on) over (partition by decision_kind, subject_id) as latest_on,
        max(decided_at) filter (where not is_dated) over (
            partition by decision_kind, subject_id, decided_on
        ) as last_moment
    from dated

),

given_decisions as (

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
        decided_at,
        initials,
        decided_on = latest_on and (is_dated or decided_at = last_moment) as is_latest
    from compared

)

select * from given_decisions
