-- confidentiel/retraits-accuses.xlsx: requests of people, with the outcome of each.
-- One row per request, with the words to send back. Never published. What is asked again, by a
-- workbook that comes back corrected or saved once more, is still the first request.

with

found as (

    select
        requests.*,
        count(targets.submission_id) as submission_count,
        bool_or(
            in_force.request = replace(requests.request, 'erase', 'withdraw')
        ) as is_in_force,
        bool_or(in_force.submission_id is null) as is_out_of_force,
        string_agg(distinct known.reference, ', ' order by known.reference)
            as reference_list
    from history.given_requests as requests
    left join respondents_steps.withdrawal_targets as targets using (request_id)
    left join respondents.withdrawals as in_force using (submission_id)
    left join pseudonyms.submissions as known using (submission_id)
    group by all

),

asked as (

    select
        *,
        strftime(local_time(decided_at), '%d/%m/%Y') as asked_on,
        case
            when
                submission_count = 0
                and identifier in (
                    select former.folded_email from typed.former_answers as former
                )
                then 'set_aside'
            when submission_count = 0 then 'unknown'
            when is_in_force or (request = 'cancel' and is_out_of_force) then 'applied'
            else 'replaced'
        end as state
    from found
    qualify
        (request, state, submission_count) is distinct from lag(
            (request, state, submission_count)
        ) over (
            partition by identifier_kind, identifier
            order by decided_at, file_id, sheet, sheet_row
        )

)

select
    word('withdrawal_request', asked.request).label as "Demande",
    asked.identifier as "Qui",
    word('withdrawal_state', asked.state).label as "État",
    asked.submission_count as "Soumissions",
    case
        when asked.state = 'applied'
            then
                sentence(
                    'receipt',
                    case when asked.is_denial then 'deny' else asked.request end,
                    struct_pack(
                        asked_on := asked.asked_on,
                        recipient := form.recipient,
                        title := form.title
                    )
                )
    end as "Accusé à renvoyer",
    asked.asked_on as "Demandé le",
    asked.initials as "Initiales",
    asked.remark as "Remarque",
    asked.reference_list as "Références"
from asked
cross join form.form as form
order by asked.decided_at, asked.file_id, asked.sheet, asked.sheet_row
