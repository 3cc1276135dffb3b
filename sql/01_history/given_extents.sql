-- What organisers said of exports: that they are full, or partial.
-- One row per export that they said something of; key: export_id.
-- Two that contradict each other on the same day (`choices`) leave the export to what its rows tell:
-- `extent` is null.

select
    exports.export_id,
    list(distinct given_decisions.choice order by given_decisions.choice) as choices,
    case
        when count(distinct given_decisions.choice) = 1
            then any_value(given_decisions.choice)
    end as extent,
    max(given_decisions.decided_at) as said_at
from history.given_decisions as given_decisions
cross join form.form as form
inner join raw.exports as exports
    on
        given_decisions.submission_ids
        = [form.form_id || ':' || left(exports.export_id, 12)]
where given_decisions.decision_kind = 'extent' and given_decisions.is_latest
group by exports.export_id
