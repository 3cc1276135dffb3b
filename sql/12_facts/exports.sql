-- Exports, and how many known answers each of them lacks.
-- One row per accepted export; key: export_id.
-- Known answers are the complete answers that were not deleted, up to its greatest SID. `is_full`:
-- it lacks none of them. `unread_count`: known answers that it lacks, and that nobody was asked
-- about.

with

known as (

    select
        submissions.submission_id,
        submissions.sid,
        row_number() over (order by submissions.sid) as place
    from clean.submissions as submissions
    anti join respondents.deletions using (submission_id)
    where submissions.sid is not null and not submissions.is_draft

),

held as (

    select
        known_sids.export_id,
        count(distinct known_sids.sid) as held_count
    from history.known_sids as known_sids
    semi join known using (sid)
    group by known_sids.export_id

),

asked as (

    select
        lacked.export_id,
        count(*) as asked_count
    from respondents_steps.lacked_answers as lacked
    inner join respondents_steps.missing_answers as missing using (submission_id)
    semi join known on lacked.submission_id = known.submission_id
    where missing.state != 'deleted'
    group by lacked.export_id

),

expected as (

    select
        exports.export_id,
        max(known.place) as expected_count
    from clean.exports as exports
    inner join known on exports.greatest_sid >= known.sid
    group by exports.export_id

),

counted as (

    select
        exports.*,
        coalesce(expected.expected_count, 0) - coalesce(held.held_count, 0)
            as lacked_count,
        coalesce(asked.asked_count, 0) as asked_count
    from clean.exports as exports
    left join expected using (export_id)
    left join held using (export_id)
    left join asked using (export_id)

)

select
    * exclude (asked_count),
    lacked_count - asked_count as unread_count,
    greatest_sid is not null and lacked_count = 0 as is_full
from counted
