-- What organisers gave back, and since when each row of it counts: decisions, and what people asked.
-- One row per row that was filled in and, where it is about a text, per submission that has it;
-- key: file_id, sheet, sheet_row, subject_id.
-- A row with a date is of that day, one without is of the moment its workbook was saved. Nothing is
-- decided after the moment when it was read: what is dated later (`is_ahead`: a slip, a clock that
-- is wrong) counts from then on, as a day. To save a workbook again decides nothing: what lets more
-- be sent, undated, is as old as the first workbook that said so of the same state of things.
-- Otherwise it would come back over a later no. What was decided on the page (`is_timed`) is of its
-- own moment.

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
        *,
        left(
            sha256(concat_ws(' ', array_to_string(submission_ids, ' '), question_id)),
            12
        ) as subject_id
    from one_by_one
    union all by name
    select
        * exclude (request) replace (
            case identifier_kind
                when 'email' then lower(nfc_normalize(trim(identifier)))
                else identifier
            end as identifier
        ),
        'request' as decision_kind,
        request as choice,
        identifier_kind || ' ' || lower(nfc_normalize(trim(identifier))) as subject_id
    from raw.withdrawals

),

-- Given again once its date has come, it is still what was said before.
read_early as (

    select
        filled_in.* replace (coalesce(filled_in.is_dated, false) as is_dated),
        filled_in.decided_at as said_at,
        files.read_at,
        coalesce(
            bool_or(filled_in.decided_at > files.read_at) over (
                partition by
                    filled_in.decision_kind,
                    filled_in.subject_id,
                    filled_in.choice,
                    filled_in.decided_at
            ),
            false
        ) as is_ahead
    from filled_in
    left join raw.decision_files as files using (file_id)

),

capped as (

    select
        * replace (
            is_dated and not is_ahead as is_dated,
            case when said_at > read_at then read_at else decided_at end as decided_at
        )
    from read_early

)

select
    * exclude (is_timed) replace (
        is_dated or is_ahead as is_dated,
        case
            when
                not is_dated
                and is_timed is not true
                and choice in (
                    'own_name',
                    'collective_name',
                    'anonymous',
                    'different',
                    'confirm',
                    'send',
                    'incomplete',
                    'partial',
                    'cite',
                    'cancel'
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
