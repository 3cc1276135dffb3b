-- Decisions as organisers gave them back, and which are the latest about their subject.
-- One row per row that was filled in and, where it is about a text, per submission that has it;
-- key: file_id, sheet, sheet_row, subject_id.
-- A row with a date is of that day, one without is of the moment its workbook was saved. Which of
-- a day and of a moment of that day came first, nobody can tell: both are the latest. To save a
-- workbook again decides nothing: what lets more be sent, undated, is as old as the first workbook
-- that said so of the same state of things. Otherwise it would come back over a later no. What was
-- decided on the page (`is_timed`) is of its own moment.
-- Nothing is decided after the moment when it was read: what is dated later (`is_ahead`) counts
-- from then on; and unless it holds back, only over what was read before it.

with

-- What was said of a text that several wrote was said of it in each.
each_with_the_text as (

    select
        *,
        unnest(submission_ids) as submission_id
    from raw.decisions
    where decision_kind = 'reading'

),

one_by_one as (

    select * exclude (submission_id) replace ([submission_id] as submission_ids)
    from each_with_the_text
    union all
    select * from raw.decisions
    where decision_kind != 'reading'

),

given as (

    select
        decisions.* replace (coalesce(decisions.is_dated, false) as is_dated),
        decisions.decided_at as said_at,
        files.read_at,
        left(
            sha256(
                concat_ws(
                    ' ',
                    array_to_string(decisions.submission_ids, ' '),
                    decisions.question_id
                )
            ),
            12
        ) as subject_id
    from one_by_one as decisions
    left join raw.decision_files as files using (file_id)

),

-- Given again once its date has come, it is still what was said before.
read_early as (

    select
        *,
        coalesce(
            bool_or(said_at > read_at) over (
                partition by decision_kind, subject_id, choice, said_at
            ),
            false
        ) as is_ahead
    from given

),

capped as (

    select
        * replace (
            is_dated and not is_ahead as is_dated,
            case when said_at > read_at then read_at else decided_at end as decided_at
        )
    from read_early

),

first_said as (

    select
        * replace (
            is_dated or is_ahead as is_dated,
            case
                when
                    not is_dated
                    and is_timed is not true
                    and choice in (
                        'latest', 'different', 'confirm', 'send', 'partial', 'cite'
                    )
                    then
                        min(decided_at) filter (where not is_dated) over (
                            partition by
                                decision_kind,
                                subject_id,
                                fingerprint,
                                choice,
                                words,
                                theme_id
                        )
                else decided_at
            end as decided_at
        )
    from capped

),

standing as (

    select * from first_said
    qualify
        not (
            is_ahead
            and choice not in ('least_public', 'mask', 'withhold')
            and coalesce(
                max(read_at) filter (where not is_ahead) over (
                    partition by decision_kind, subject_id
                ) >= decided_at,
                false
            )
        )

),

dated as (

    select
        standing.*,
        (
            standing.decided_at at time zone 'UTC' at time zone form.time_zone
        )::date as decided_on
    from standing
    cross join form.form as form

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
        theme_id,
        decided_at,
        initials,
        decided_on = latest_on and (is_dated or decided_at = last_moment) as is_latest
    from compared

)

select * from given_decisions
