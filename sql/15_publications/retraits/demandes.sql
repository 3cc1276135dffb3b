-- confidentiel/retraits-accuses.xlsx: what people asked, and what became of it.
-- One row per request, with the words to send back. Never published.

with

found as (

    select
        targets.file_id,
        targets.sheet,
        targets.sheet_row,
        count(*) as submission_count,
        bool_or(
            in_force.request = replace(given.request, 'erase', 'withdraw')
        ) as is_in_force,
        bool_or(in_force.submission_id is null) as is_out_of_force,
        string_agg(
            distinct references_given.reference,
            ', ' order by references_given.reference
        ) as reference_list
    from respondents_steps.withdrawal_targets as targets
    inner join history.given_requests as given using (file_id, sheet, sheet_row)
    left join respondents.withdrawals as in_force using (submission_id)
    left join pseudonyms.submissions as references_given using (submission_id)
    group by targets.file_id, targets.sheet, targets.sheet_row

),

judged as (

    select
        requests.*,
        coalesce(found.submission_count, 0) as submission_count,
        found.reference_list,
        case
            when found.submission_count is null then 'unknown'
            when requests.request = 'cancel' and found.is_out_of_force then 'applied'
            when found.is_in_force then 'applied'
            when requests.request = 'cancel' and requests.is_ahead then 'ahead'
            else 'replaced'
        end as state,
        strftime(local_time(requests.decided_at), '%d/%m/%Y') as asked_on,
        strftime(local_time(requests.said_at), '%d/%m/%Y') as said_on
    from history.given_requests as requests
    left join found using (file_id, sheet, sheet_row)

)

select
    word('withdrawal_request', judged.request).label as "Demande",
    judged.identifier as "Qui",
    concat_ws(
        ' ',
        word('withdrawal_state', judged.state).label,
        case
            when judged.is_ahead
                then
                    sentence(
                        'receipt',
                        'ahead',
                        struct_pack(
                            said_on := judged.said_on, read_on := judged.asked_on
                        )
                    )
        end
    ) as "État",
    judged.submission_count as "Soumissions",
    case
        when judged.state = 'applied'
            then
                sentence(
                    'receipt',
                    judged.request,
                    struct_pack(
                        asked_on := judged.asked_on,
                        recipient := form.recipient,
                        title := form.title
                    )
                )
    end as "Accusé à renvoyer",
    judged.asked_on as "Demandé le",
    judged.initials as "Initiales",
    judged.remark as "Remarque",
    judged.reference_list as "Références"
from judged
cross join form.form as form
order by judged.decided_at, judged.file_id, judged.sheet, judged.sheet_row
