-- Texts that would leave, as they would, and whether a person has read them.
-- One row per contribution and question with a text; key: submission_id, question_id.
-- A text that has changed since, or its masks, or its consent, must be read again, and so must what
-- its author sent again. Until then what was refused stays out, and so does what two decisions
-- contradict each other about, or words to mask that are not in the text, and what is to be read
-- by hand, whatever was decided. Never published.

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
        texts.*,
        contributions.reference,
        contributions.consent,
        left(sha256(contributions.consent || ' ' || texts.masked_text), 16)
            as fingerprint
    from redaction.texts as texts
    inner join sending.contributions as contributions
        on texts.submission_id = contributions.submission_id

),

judged as (

    select
        answers.*,
        masked.reference,
        masked.consent,
        masked.masked_text,
        masked.sent_text,
        masked.mask_kinds,
        masked.contexts,
        masked.mention_kinds,
        masked.mentions,
        masked.fingerprint,
        masked.is_set_aside,
        decisions.choice,
        decisions.decided_at,
        decisions.initials,
        case
            when by_hand.submission_id is not null then 'by_hand'
            when decisions.submission_id is null then 'open'
            when decisions.is_contradictory then 'contradictory'
            when not decisions.is_own then 'sent_again'
            when not list_contains(decisions.fingerprints, masked.fingerprint)
                then 'changed'
            when decisions.choice = 'mask' and masked.has_unfound_words then 'unfound'
            else 'applied'
        end as state
    from answers
    inner join masked
        on
            answers.submission_id = masked.submission_id
            and answers.question_id = masked.field_id
    left join sending.by_hand as by_hand
        on
            answers.submission_id = by_hand.submission_id
            and answers.question_id = by_hand.field_id
    left join sending.reading_decisions as decisions
        on
            answers.submission_id = decisions.submission_id
            and answers.question_id = decisions.question_id

),

readings as (

    select
        * exclude (is_set_aside),
        state in ('by_hand', 'contradictory', 'unfound')
        or coalesce(choice = 'withhold', false) as is_withheld,
        -- Nothing can be decided of what nobody can be shown.
        case
            when not is_set_aside
                then
                    'reading-' || fingerprint || '-' || left(
                        sha256(
                            concat_ws(
                                ' ', 'reading', fingerprint, submission_id, question_id
                            )
                        ),
                        12
                    )
        end as key
    from judged

)

select * from readings
