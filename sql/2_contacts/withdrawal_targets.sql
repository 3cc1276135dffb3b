-- Whom each request to withdraw, or to keep for reflection only, is about.
-- One row per request and submission; key: file_id, sheet, sheet_row, submission_id.
-- A person asks once, by a number, an address or a reference, and is obeyed for all that is theirs:
-- what shares an address that they ever left (within a kind, person or collective, unless it was
-- decided that those who share it are different people) and what was decided to be the same
-- person's, even if it changed since. Otherwise an older re-send would come back in place of the
-- withdrawn one. Never published.

with recursive

requests as (

    select
        file_id,
        sheet,
        sheet_row,
        identifier_kind,
        identifier
    from raw.withdrawals

),

addresses as (

    select * from contacts.said_addresses

),

decided_different as (

    select
        subject_id,
        unnest(submission_ids) as submission_id
    from respondents.decisions
    where
        decision_kind = 'same_person'
        and choice = 'different'
        and state = 'applied'

),

asked_by_address as (

    select
        requests.*,
        addresses.submission_id
    from requests
    inner join addresses
        on lower(nfc_normalize(trim(requests.identifier))) = addresses.folded_email
    where requests.identifier_kind = 'email'

),

asked_by_reference as (

    select
        requests.*,
        given.submission_id
    from requests
    inner join pseudonyms.submissions as given on requests.identifier = given.reference
    where requests.identifier_kind = 'reference'

),

asked_by_number as (

    select
        requests.*,
        submissions.submission_id
    from requests
    inner join clean.submissions as submissions
        on requests.identifier = submissions.submission_id
    where requests.identifier_kind = 'submission'

),

asked as (

    select * from asked_by_address
    union
    select * from asked_by_reference
    union
    select * from asked_by_number

),

sharing_an_address as (

    select
        addresses.submission_id,
        kinds.respondent_kind || ' ' || addresses.folded_email as group_id
    from addresses
    inner join respondents.kinds as kinds
        on addresses.submission_id = kinds.submission_id

),

-- Two of a decision who share an address: by it neither is reached through the other. Who shares
-- none with the others of the decision stays with their own.
told_apart as (

    select
        sharing_an_address.submission_id,
        sharing_an_address.group_id
    from sharing_an_address
    inner join decided_different
        on sharing_an_address.submission_id = decided_different.submission_id
    qualify
        count(*) over (
            partition by decided_different.subject_id, sharing_an_address.group_id
        ) > 1

),

memberships as (

    select * from sharing_an_address
    except
    select * from told_apart
    union
    select
        submission_id,
        decision_id as group_id
    from respondents.same_people

),

reached as (

    select
        file_id,
        sheet,
        sheet_row,
        submission_id
    from asked
    union
    select
        reached.file_id,
        reached.sheet,
        reached.sheet_row,
        others.submission_id
    from reached
    inner join memberships on reached.submission_id = memberships.submission_id
    inner join memberships as others on memberships.group_id = others.group_id

)

select * from reached
