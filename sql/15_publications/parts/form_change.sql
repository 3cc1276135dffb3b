-- What the form file alone makes more public, as the row of « À vérifier » that confirms it.
-- One row, or none.
-- The first submissions are named, as many as a person looks at.

with

counted as (

    select
        any_value(raised.fingerprint) as fingerprint,
        any_value(raised.subject) as subject,
        count(distinct raised.contribution_id) as contribution_count,
        count(distinct raised.contribution_id) filter (
            where raised.publicity_before = 0
        ) as unsent_count,
        array_to_string(
            list(
                split_part(raised.submission_id, ':', 2) order by raised.submission_id
            )[:200],
            ', '
        ) as names
    from review.raised_consents as raised
    having count(*) > 0

)

select
    sentence(
        'a_verifier',
        'form_change',
        struct_pack(contribution_count := contribution_count)
    ) as subject_matter,
    word('decision_kind', 'form_change').label as question,
    concat_ws(
        ' ; ',
        case
            when unsent_count > 0
                then
                    sentence(
                        'a_verifier', 'unsent', struct_pack(count := unsent_count)
                    )
        end,
        case
            when contribution_count > unsent_count
                then
                    sentence(
                        'a_verifier',
                        'nameless_before',
                        struct_pack(count := contribution_count - unsent_count)
                    )
        end,
        sentence('a_verifier', 'raised', struct_pack(names := names))
    ) as argument,
    subject,
    word('decision_state', 'open').label as state,
    contribution_count,
    decision_key('form_change', fingerprint, subject) as key
from counted
