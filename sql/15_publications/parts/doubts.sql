-- Suspicions and doubtful consents, as rows of « À vérifier ».
-- One row per set of submissions, the undecided first, as many as a sheet holds.

with

asked as (

    select * from publications.parts__people_to_check
    union all by name
    select * from publications.parts__consents_to_check

),

told as (

    select
        *,
        concat_ws(
            ' ',
            word(decision_kind || '_choice', choice).label,
            '('
            || concat_ws(
                ', ',
                initials_and_day(initials, decided_at),
                sentence('a_verifier', 'on_some', struct_pack(count := decided_count))
            )
            || ')'
        ) as decisions
    from asked

)

select
    subject_matter,
    case when key is not null then question end as question,
    argument,
    names,
    towns,
    answers,
    if(key is null, left(submissions, 200) || '…', submissions) as subject,
    word('decision_state', state).label as state,
    case
        when decided_at is null then null
        when has_other_choice
            then sentence('a_verifier', 'contrary', struct_pack(decisions := decisions))
        else decisions
    end as decided,
    excess_count,
    submission_count,
    linked_count,
    first_at,
    last_at,
    key,
    row_number() over (
        order by
            word('decision_state', state).position asc,
            first_position asc,
            excess_count desc,
            submission_count desc,
            first_at asc nulls last,
            decision_kind asc,
            submissions asc
    ) as place
from told
qualify place <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)
