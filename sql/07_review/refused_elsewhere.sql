-- Submissions of an address that says yes for a person and no for a collective, or the contrary.
-- One row per address and submission; key: group_key, submission_id.
-- They are two respondents, and the no of one is not the other's: only a person can tell whether
-- whoever has the address meant both.

with

addressed as (

    select
        addresses.folded_email,
        eligible.submission_id,
        eligible.respondent_kind,
        eligible.consent = 'reflection_only' as is_refused,
        consents.is_sendable
    from people.said_addresses as addresses
    inner join respondents.eligible as eligible using (submission_id)
    inner join history.consents as consents using (consent)

),

opposed as (

    select refused.folded_email
    from addressed as refused
    inner join addressed as agreed
        on
            refused.folded_email = agreed.folded_email
            and refused.respondent_kind != agreed.respondent_kind
    where refused.is_refused and agreed.is_sendable
    group by refused.folded_email

),

groups as (

    select
        dense_rank() over (order by addressed.folded_email)::varchar as group_key,
        addressed.submission_id
    from addressed
    inner join opposed using (folded_email)

)

select * from groups
