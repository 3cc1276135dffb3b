-- Sets of answers that exports lack, which were deleted on the site or left out: somebody is asked.
-- One row per set of answers that the same exports lack and of which the same was said; key:
-- subject_id. A set of more than a thousand spans is asked about in parts: a cell holds no more.
-- Left out: answers that were withdrawn, or deleted according to a fetch or to the sheet « Exports
-- ». `submission_ids`: the answers of the set. Answers whose SIDs follow each other are one span,
-- `f:7-9`, which has no number of an answer that nobody knows yet. `fingerprint`: digest of the
-- exports that lack them, then how far all exports reach.

with

asked as (

    select
        missing.*,
        concat_ws(
            ' ',
            missing.exports_digest,
            missing.state,
            missing.choice,
            missing.decided_at
        ) as set_key
    from respondents_steps.missing_answers as missing
    left join respondents.withdrawals as withdrawals using (submission_id)
    left join respondents.deletions as deletions using (submission_id)
    where
        withdrawals.request is distinct from 'withdraw'
        and (deletions.submission_id is null or missing.state = 'deleted')

),

spans as (

    select
        set_key,
        sid - set_place as island,
        min(sid) as first_sid,
        max(sid) as last_sid,
        count(*) as answer_count
    from (
        select
            *,
            row_number() over (partition by set_key order by sid) as set_place
        from asked
    ) as asked
    group by set_key, island

),

parts as (

    select
        *,
        (row_number() over (partition by set_key order by first_sid) - 1) // 1000
            as part
    from spans

),

sets as (

    select
        parts.set_key,
        list(
            form.form_id || ':' || parts.first_sid || case
                when parts.last_sid > parts.first_sid then '-' || parts.last_sid
                else ''
            end
        ) as submission_ids,
        list(
            case
                when parts.answer_count = 1 then parts.first_sid::varchar
                else parts.first_sid || '–' || parts.last_sid
            end
            order by parts.first_sid
        ) as numbers,
        sum(parts.answer_count)::bigint as answer_count,
        min(parts.first_sid) as first_sid
    from parts
    cross join form.form as form
    group by parts.set_key, parts.part

),

told as (

    select distinct
        set_key,
        export_ids,
        exports_digest,
        state,
        choice,
        decided_at,
        initials
    from asked

)

select
    left(sha256(array_to_string(list_sort(sets.submission_ids), ' ')), 12)
        as subject_id,
    list_sort(sets.submission_ids) as submission_ids,
    sets.numbers,
    sets.answer_count,
    sets.first_sid,
    told.export_ids,
    told.state,
    told.choice,
    told.decided_at,
    told.initials,
    told.exports_digest || (
        select reach_print(max(exports.greatest_sid), max(exports.exported_at))
        from history.exports as exports
    ) as fingerprint
from sets
inner join told using (set_key)
