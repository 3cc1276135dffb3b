-- What a-decider.xlsx asks about people and what they agreed to, for its first page.
-- One row.

with

open_doubts as (

    select
        decision_kind,
        excess_count,
        decision_kind = 'same_person'
        and contains(reasons, 'same_answers') as has_same_answers,
        contains(reasons, 'edited_consent') as has_edited_consent,
        contains(reasons, 'uncertain_consent') as has_uncertain_consent
    from review.suspicions
    where state != 'applied'

),

doubts as (

    select
        count(*) filter (where has_same_answers) as same_answers_count,
        coalesce(sum(excess_count) filter (where has_same_answers), 0)::bigint
            as excess_count,
        count(*) filter (
            where decision_kind = 'same_person' and not has_same_answers
        ) as other_count,
        count(*) filter (
            where
            decision_kind = 'consent'
            and not has_edited_consent
            and not has_uncertain_consent
        ) as consent_count,
        count(*) filter (where has_uncertain_consent) as uncertain_count,
        count(*) filter (where has_edited_consent) as edit_count
    from open_doubts

),

consents as (

    select
        count(*) filter (where contributions.consent = 'unclear') as unclear_count,
        count(*) filter (
            where
            contributions.consent = 'own_name'
            and not coalesce(people.has_usable_name, false)
        ) as nameless_count,
        count(*) filter (where contributions.consent = 'collective_name')
            as mandate_count
    from respondents.contributions as contributions
    left join people.people as people using (submission_id)

)

select
    doubts.same_answers_count,
    doubts.excess_count,
    doubts.other_count,
    doubts.consent_count,
    doubts.uncertain_count,
    doubts.edit_count,
    consents.unclear_count,
    consents.nameless_count,
    consents.mandate_count
from doubts
cross join consents
