-- Every decision that was given back, as it was written.
-- One row per kind, set of submissions and choice, date, initials and remark; key: all of them.
-- Never published: remarks may hold names.

with

given as (

    select distinct
        decision_kind,
        left(sha256(array_to_string(submission_ids, ' ')), 12) as subject_id,
        choice,
        decided_at,
        initials,
        remark
    from raw.decisions

)

select * from given
