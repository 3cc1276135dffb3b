-- The decision that a subject stands under: of those about the same, or that share two submissions.
-- One row per subject of which something was decided; key: decision_kind, subject_id.

with

shared as (

    select
        members.decision_kind,
        members.subject_id,
        decided.subject_id as decided_subject_id,
        count(*) as shared_count
    from respondents.decisions as decided
    cross join unnest(decided.submission_ids) as about (submission_id)
    inner join review.members as members
        on
            decided.decision_kind = members.decision_kind
            and about.submission_id = members.submission_id
    group by members.decision_kind, members.subject_id, decided.subject_id
    having count(*) > 1 or members.subject_id = decided.subject_id

),

-- A decision about more than the subject is one about the subject too.
compared as (

    select
        shared.*,
        shared.shared_count = len(subjects.submission_ids) as is_covering,
        shared.subject_id = shared.decided_subject_id as is_exact
    from shared
    inner join review.subjects as subjects using (decision_kind, subject_id)

)

select
    compared.*,
    decisions.choice,
    decisions.decided_at,
    decisions.initials,
    decisions.state,
    decisions.has_other_choice
from compared
inner join respondents.decisions as decisions
    on
        compared.decision_kind = decisions.decision_kind
        and compared.decided_subject_id = decisions.subject_id
qualify
    row_number() over (
        partition by compared.decision_kind, compared.subject_id
        order by
            compared.is_covering and decisions.state = 'applied' desc,
            compared.is_exact desc,
            decisions.state = 'applied' desc,
            compared.shared_count desc,
            decisions.decided_at desc,
            compared.decided_subject_id asc
    ) = 1
