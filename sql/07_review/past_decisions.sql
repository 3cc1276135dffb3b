-- The earlier decision on a subject: about the same submissions, or about two or more of them.
-- One row per subject of which something was decided; key: subject_id.

with

-- A decision about more than the subject is one about the subject too.
shared as (

    select
        members.subject_id,
        decided.subject_id as decided_subject_id,
        members.subject_id = decided.subject_id as is_exact,
        count(*) as shared_count,
        count(*) = len(any_value(subjects.submission_ids)) as is_covering
    from respondents.decisions as decided
    cross join unnest(decided.submission_ids) as about (submission_id)
    inner join review.members as members
        on about.submission_id = members.submission_id
    inner join review.subjects as subjects on members.subject_id = subjects.subject_id
    group by members.subject_id, decided.subject_id
    having count(*) > 1 or is_exact

)

select
    shared.*,
    decisions.choice,
    decisions.decided_at,
    decisions.initials,
    decisions.state,
    decisions.has_other_choice
from shared
inner join respondents.decisions as decisions
    on shared.decided_subject_id = decisions.subject_id
qualify
    row_number() over (
        partition by shared.subject_id
        order by
            shared.is_covering and decisions.state = 'applied' desc,
            shared.is_exact desc,
            decisions.state = 'applied' desc,
            shared.shared_count desc,
            decisions.decided_at desc,
            shared.decided_subject_id asc
    ) = 1
