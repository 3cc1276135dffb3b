-- Consents that somebody took back, in part or in whole, after the closing date.
-- One row per contribution whose author sent something late; key: contribution_id. The consent is
-- the least public of what they sent late; null when it is all as public as can be.
-- What is late does not count, but a consent can be taken back at any time.

with

late as (

    select
        screening.submission_id,
        consents.*,
        kinds.respondent_kind,
        addresses.folded_email
    from respondents.screening as screening
    inner join clean.submissions using (submission_id)
    inner join history.consents as consents using (consent)
    inner join respondents.kinds as kinds using (submission_id)
    inner join people.said_addresses as addresses using (submission_id)
    where screening.box = 'late'

),

-- Who says no for their collective takes back what they sent for it, whatever its kind now.
answered_late as (

    select
        members.contribution_id,
        late.consent,
        late.publicity
    from late
    inner join people.said_addresses as addresses using (folded_email)
    inner join respondents.members as members
        on addresses.submission_id = members.submission_id
    inner join respondents.eligible as eligible
        on members.submission_id = eligible.submission_id
    where
        late.respondent_kind = eligible.respondent_kind
        or not late.is_sendable

)

select
    contribution_id,
    arg_min(consent, (publicity, consent)) filter (
        where publicity < (select max(consents.publicity) from history.consents)
    ) as consent
from answered_late
group by contribution_id
