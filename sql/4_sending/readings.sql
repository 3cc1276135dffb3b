-- Texts that would leave, as they would, and whether a person has read them.
-- One row per contribution and question with a text; key: submission_id, question_id.
-- A text that has changed since, or whose masks have, must be read again. Until then what was
-- refused stays out, and so does what two decisions contradict each other about. Never published.

with

answers as (

    select
        submission_id,
        field_id as question_id,
        text
    from sending.free_texts
    where is_answer

),

masked as (

    select
        *,
        left(sha256(masked_text), 16) as fingerprint,
        left(sha256(concat_ws(' ', submission_id, field_id)), 12) as subject_id
    from redaction.texts

),

decisions as (

    select * from clean.decisions
    where decision_kind = 'reading'

),

read_as_they_are as (

    select distinct
        decisions.subject_id,
        given.fingerprint
    from decisions
    inner join raw.decisions as given
        on
            given.decision_kind = 'reading'
            and decisions.submission_ids = given.submission_ids
            and decisions.question_id = given.question_id
            and decisions.decided_at = given.decided_at

),

judged as (

    select
        answers.*,
        contributions.reference,
        contributions.consent,
        masked.masked_text,
        masked.sent_text,
        masked.mask_kinds,
        masked.contexts,
        masked.mentions,
        masked.fingerprint,
        decisions.choice,
        decisions.decided_at,
        decisions.initials,
        case
            when decisions.subject_id is null then 'open'
            when decisions.is_contradictory then 'contradictory'
            when read_as_they_are.subject_id is null then 'changed'
            else 'applied'
        end as state
    from answers
    inner join sending.contributions as contributions
        on answers.submission_id = contributions.submission_id
    inner join masked
        on
            answers.submission_id = masked.submission_id
            and answers.question_id = masked.field_id
    left join decisions on masked.subject_id = decisions.subject_id
    left join read_as_they_are
        on
            masked.subject_id = read_as_they_are.subject_id
            and masked.fingerprint = read_as_they_are.fingerprint

),

readings as (

    select
        *,
        state = 'contradictory' or coalesce(choice = 'withhold', false) as is_withheld,
        'reading-' || fingerprint || '-' || left(
            sha256(concat_ws(' ', 'reading', fingerprint, submission_id, question_id)),
            12
        ) as key
    from judged

)

select * from readings
