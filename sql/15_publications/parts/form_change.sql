-- Changes in the form file that decide sending, as the row of « À vérifier » that confirms them.
-- One row, or none.
-- By consent, how many contributions left in the last release that could be sent, and would now.

with

present as (

    select
        consent,
        count(*) as contribution_count
    from sending.contributions
    group by consent

),

counts as (

    select
        consents.position,
        consents.label,
        coalesce(former.contribution_count, 0) as former_count,
        coalesce(present.contribution_count, 0) as present_count
    from form.words as consents
    left join raw.left_counts as former on consents.id = former.consent
    left join present on consents.id = present.consent
    where
        consents.kind = 'consent'
        and (former.consent is not null or present.consent is not null)

),

told as (

    select
        string_agg(
            concat(
                label,
                chr(160) || ': ',
                sentence(
                    'a_verifier', 'former_count', struct_pack(count := former_count)
                ),
                ', ',
                sentence(
                    'a_verifier', 'present_count', struct_pack(count := present_count)
                )
            ),
            chr(160) || '; ' order by position
        ) as argument,
        sum(present_count)::bigint as contribution_count
    from counts

)

select
    sentence(
        'a_verifier', 'form_change', struct_pack(parts := change.parts)
    ) as subject_matter,
    word('decision_kind', 'form_change').label as question,
    told.argument,
    change.subject,
    word('decision_state', 'open').label as state,
    told.contribution_count as submission_count,
    decision_key('form_change', change.fingerprint, change.subject) as key
from review.form_change as change
cross join told
