-- Totals of submissions for the note of method, where they can't point at somebody.
-- One row per box of the flow but the counted, state of consent, and the totals received and
-- sendable; key: total. A total of 1 to 10 people who did not agree, or no longer do, is null, and
-- so is the total received then, from which it could be computed. No row where totals are withheld.

with

-- Those who agreed are counted one by one in the pack, and drafts, late answers, replaced and
-- unreadable rows are nobody's choice: `is_exact`.
totals as (

    select
        'received' as total,
        sum(submission_count)::bigint as submission_count,
        true as is_exact
    from statistics.flow
    union all
    select
        box as total,
        submission_count,
        box not in ('withdrawn', 'vanished') as is_exact
    from statistics.flow
    where box != 'counted'
    union all
    select
        consents.consent as total,
        count(contributions.submission_id) as submission_count,
        consents.is_sendable as is_exact
    from history.consents as consents
    left join respondents.contributions as contributions using (consent)
    group by consents.consent, consents.is_sendable
    union all
    select
        'sendable' as total,
        count(*) as submission_count,
        true as is_exact
    from sending.contributions

),

judged as (

    select
        *,
        submission_count between 1 and 10 and not is_exact as is_small
    from totals

)

select
    judged.total,
    case
        when judged.is_small then null
        when judged.total = 'received' and bool_or(judged.is_small) over ()
            then null
        else judged.submission_count
    end as submission_count
from judged
cross join form.form as form
where form.totals_withheld is null
