-- Every decision that was given back, as it was written; none is dated after it was read.
-- One row per kind, set of submissions and choice, date, initials and remark; key: all of them.
-- Never published: remarks may hold names.

with

given as (

    select distinct
        decisions.decision_kind,
        left(sha256(array_to_string(decisions.submission_ids, ' ')), 12) as subject_id,
        decisions.choice,
        least(decisions.decided_at, files.read_at) as decided_at,
        decisions.initials,
        decisions.remark
    from raw.decisions as decisions
    left join raw.decision_files as files using (file_id)

)

select * from given
