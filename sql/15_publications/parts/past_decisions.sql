-- What was already decided about submissions that an organiser is asked to look at.
-- One row per subject that something was decided about: its five latest decisions, in words.

with

-- As it was written; none is dated after it was read.
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

),

dated as (

    select
        past_decisions.decision_kind,
        past_decisions.subject_id,
        past_decisions.place,
        given.decided_at,
        concat_ws(
            ' ',
            word(given.decision_kind || '_choice', given.choice).label,
            '('
            || concat_ws(
                ', ',
                given.initials,
                strftime(local_time(given.decided_at), '%d/%m/%Y'),
                case
                    when past_decisions.subject_id != past_decisions.decided_subject_id
                        then
                            sentence(
                                'a_verifier',
                                'on_some',
                                struct_pack(count := past_decisions.shared_count)
                            )
                end
            )
            || ')',
            left(given.remark, 200)
        ) as decision
    from review.past_decisions as past_decisions
    inner join given
        on
            past_decisions.decision_kind = given.decision_kind
            and past_decisions.decided_subject_id = given.subject_id

),

latest as (

    select
        *,
        row_number() over (
            partition by decision_kind, subject_id
            order by decided_at desc, place asc, decision asc
        ) as rank
    from dated
    qualify rank <= 5

)

select
    decision_kind,
    subject_id,
    string_agg(decision, ' ; ' order by rank) as decisions
from latest
group by decision_kind, subject_id
