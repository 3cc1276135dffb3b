-- Answers that exports lack, and what was last said of each.
-- One row per answer that an export lacks, or lacked when it was said to be deleted; key: submission_id.
-- « Deleted » holds, whatever other exports lack it, until one that reaches further than all that were
-- known then has it: it is back. An incomplete export is one of those that lacked it then: once
-- another lacks it too, the question is open again. So it is where two last words contradict each
-- other.

with

-- What was said to be deleted stays so where an erasure took the end of the export that lacked it.
lacking as (

    select
        known.submission_id,
        known.sid,
        list(lacked.export_id order by lacked.export_id)
        filter (where lacked.export_id is not null) as export_ids
    from clean.submissions as known
    left join respondents_steps.lacked_answers as lacked using (submission_id)
    where
        not known.is_draft
        and (
            lacked.export_id is not null
            or exists (
                select 1 from respondents_steps.missing_decisions as decisions
                where
                    decisions.choice = 'deleted'
                    and known.sid between decisions.first_sid and decisions.last_sid
            )
        )
    group by known.submission_id, known.sid

),

said as (

    select
        lacking.submission_id,
        decisions.*
    from lacking
    inner join respondents_steps.missing_decisions as decisions
        on
            lacking.sid >= decisions.first_sid
            and lacking.sid <= decisions.last_sid
    qualify
        rank() over (
            partition by lacking.submission_id order by decisions.decided_at desc
        ) = 1

),

last_said as (

    select
        submission_id,
        case when count(distinct choice) = 1 then any_value(choice) end as choice,
        max(decided_at) as decided_at,
        string_agg(distinct initials, ', ' order by initials) as initials,
        list(distinct exports_digest) as exports_digests,
        max(known_sid) as known_sid
    from said
    group by submission_id

),

held as (

    select
        lacking.submission_id,
        max(exports.greatest_sid) as reached_sid,
        (
            select max(others.greatest_sid)
            from history.exports as others
            where list_contains(any_value(lacking.export_ids), others.export_id)
        ) as lacked_sid
    from last_said
    inner join lacking using (submission_id)
    inner join history.known_sids using (sid)
    inner join history.exports as exports using (export_id)
    group by lacking.submission_id

)

select
    lacking.submission_id,
    lacking.sid,
    lacking.export_ids,
    left(md5(array_to_string(lacking.export_ids, ' ')), 6) as exports_digest,
    last_said.choice,
    last_said.decided_at,
    last_said.initials,
    case
        when last_said.choice = 'deleted' and held.reached_sid <= last_said.known_sid
            then 'deleted'
        -- It is back, until one that reaches further lacks it.
        when last_said.choice = 'deleted' and held.lacked_sid < held.reached_sid
            then 'kept'
        when
            last_said.choice is not null
            and list_contains(
                last_said.exports_digests,
                left(md5(array_to_string(lacking.export_ids, ' ')), 6)
            )
            then 'kept'
        else 'open'
    end as state
from lacking
left join last_said using (submission_id)
left join held using (submission_id)
where lacking.export_ids is not null or state = 'deleted'
