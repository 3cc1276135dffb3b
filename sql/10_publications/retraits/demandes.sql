-- confidentiel/retraits-accuses.xlsx: what people asked, and what became of it.
-- One row per request, with the words to send back. Never published.

with

requests as (

    select
        withdrawals.*,
        words.label as request_label
    from raw.withdrawals as withdrawals
    left join form.words as words
        on withdrawals.request = words.id and words.kind = 'withdrawal_request'

),

found as (

    select
        targets.file_id,
        targets.sheet,
        targets.sheet_row,
        count(*) as submission_count,
        bool_or(in_force.request = given.request) as is_in_force,
        bool_or(in_force.submission_id is null) as is_out_of_force,
        string_agg(
            distinct references_given.reference,
            ', ' order by references_given.reference
        ) as reference_list
    from respondents_steps.withdrawal_targets as targets
    inner join raw.withdrawals as given
        on
            targets.file_id = given.file_id
            and targets.sheet = given.sheet
            and targets.sheet_row = given.sheet_row
    left join respondents.withdrawals as in_force
        on targets.submission_id = in_force.submission_id
    left join pseudonyms.submissions as references_given
        on targets.submission_id = references_given.submission_id
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
            else 'replaced'
        end as state,
        strftime(
            requests.decided_at at time zone 'UTC' at time zone form.time_zone,
            '%d/%m/%Y'
        ) as asked_on,
        form.title,
        form.recipient
    from requests
    cross join form.form as form
    left join found
        on
            requests.file_id = found.file_id
            and requests.sheet = found.sheet
            and requests.sheet_row = found.sheet_row

),

told as (

    select
        judged.*,
        states.label as state_label,
        case
            when judged.state = 'applied' and judged.request = 'withdraw'
                then
                    'Bonjour, votre demande du ' || judged.asked_on
                    || ' est appliquée : votre réponse à « ' || judged.title
                    || ' » n''est plus comptée, et n''est plus dans ce que nous'
                    || ' transmettons (destinataire : ' || judged.recipient || ').'
            when judged.state = 'applied' and judged.request = 'reflection_only'
                then
                    'Bonjour, votre demande du ' || judged.asked_on
                    || ' est appliquée : votre réponse à « ' || judged.title
                    || ' » reste pour notre réflexion et n''est plus dans ce que nous'
                    || ' transmettons (destinataire : ' || judged.recipient || ').'
            when judged.state = 'applied'
                then
                    'Bonjour, votre demande précédente est annulée le '
                    || judged.asked_on
                    || ' : votre réponse à « ' || judged.title
                    || ' » suit de nouveau le choix que vous y aviez fait.'
        end as receipt
    from judged
    left join form.words as states
        on judged.state = states.id and states.kind = 'withdrawal_state'

)

select
    request_label as "Demande",
    identifier as "Qui",
    state_label as "État",
    submission_count as "Soumissions",
    receipt as "Accusé à renvoyer",
    asked_on as "Demandé le",
    initials as "Initiales",
    remark as "Remarque",
    reference_list as "Références"
from told
order by decided_at, file_id, sheet, sheet_row
