-- Texts that would leave, and whether a person has read them.
-- One row per contribution and question with a text; key: submission_id, question_id.
-- A text that has changed since, or its masks, or its consent, must be read again, and so must what
-- its author sent again. Until then what was refused stays out, and so does what two decisions
-- contradict each other about, or words to mask that are not in the text, and what is to be read
-- by hand, whatever was decided. A text that is word for word one that was read and sent (accents,
-- capitals and signs aside), with nothing more to look at, and a consent that was in view, is read
-- too; where its like was kept back or masked, it waits and stays out. The texts themselves stand in
-- redaction.texts alone. Never published.

with

-- What a decision had in view: the consents of those who wrote the text. Texts are long: where nothing
-- is decided yet, there is nothing to hold them against.
views (label) as (

    values
    ('anonymous'),
    ('collective_name'),
    ('own_name'),
    ('anonymous+collective_name'),
    ('anonymous+own_name'),
    ('collective_name+own_name'),
    ('anonymous+collective_name+own_name')

),

is_decided as (

    select count(*) > 0 as of_any from sending.reading_decisions

),

masked as (

    select
        texts.submission_id,
        texts.question_id,
        texts.mask_kinds,
        texts.mentions,
        texts.has_unfound_words,
        contributions.reference,
        contributions.consent,
        (
            select
                struct_pack(
                    labels := list(views.label order by views.label),
                    fingerprints := list(
                        left(sha256(views.label || ' ' || texts.masked_text), 16)
                        order by views.label
                    )
                )
            from views
            where contains(views.label, contributions.consent) and is_decided.of_any
        ) as views,
        case
            when is_decided.of_any
                then
                    sha256(
                        coalesce(
                            nullif(folded(texts.masked_text), ''), texts.masked_text
                        )
                    )
        end as said
    from redaction.texts as texts
    inner join sending.contributions as contributions using (submission_id)
    cross join is_decided
    where texts.is_answer

),

judged as (

    select
        masked.*,
        decisions.fingerprints as decided_fingerprints,
        decisions.choice,
        decisions.decided_at,
        decisions.initials,
        case
            when by_hand.submission_id is not null then 'by_hand'
            when decisions.submission_id is null then 'open'
            when decisions.is_contradictory then 'contradictory'
            when not decisions.is_own then 'sent_again'
            when
                not list_has_any(
                    decisions.fingerprints, struct_extract(masked.views, 'fingerprints')
                )
                then 'changed'
            when decisions.choice = 'mask' and masked.has_unfound_words then 'unfound'
            else 'applied'
        end as state
    from masked
    left join sending.by_hand as by_hand using (submission_id, question_id)
    left join sending.reading_decisions as decisions using (submission_id, question_id)

),

decided as (

    select
        *,
        unnest(struct_extract(views, 'labels')) as label,
        unnest(struct_extract(views, 'fingerprints')) as fingerprint
    from judged
    where state in ('applied', 'contradictory', 'unfound')

),

waiting as (

    select * from judged
    where state = 'open'

),

-- What was decided of the same text of others.
of_others as (

    select
        waiting.submission_id,
        waiting.question_id,
        bool_and(coalesce(decided.choice = 'send', false)) as is_sent,
        bool_or(
            decided.mask_kinds = waiting.mask_kinds
            and decided.mentions = waiting.mentions
        ) as has_nothing_else,
        max(decided.decided_at) as decided_at,
        arg_max(decided.initials, (decided.decided_at, decided.initials)) as initials
    from waiting
    inner join decided
        on
            waiting.question_id = decided.question_id
            and waiting.said = decided.said
            and contains(decided.label, waiting.consent)
            and list_contains(decided.decided_fingerprints, decided.fingerprint)
    group by waiting.submission_id, waiting.question_id

),

compared as (

    select
        judged.*,
        coalesce(of_others.is_sent and of_others.has_nothing_else, false)
            as is_read_elsewhere,
        coalesce(not of_others.is_sent, false) as is_kept_elsewhere,
        of_others.decided_at as decided_elsewhere_at,
        of_others.initials as initials_elsewhere
    from judged
    left join of_others using (submission_id, question_id)

),

settled as (

    select
        * replace (
            case
                when is_read_elsewhere then 'applied'
                when is_kept_elsewhere then 'kept_elsewhere'
                else state
            end as state,
            case when is_read_elsewhere then 'send' else choice end as choice,
            case when is_read_elsewhere then decided_elsewhere_at else decided_at end
                as decided_at,
            case when is_read_elsewhere then initials_elsewhere else initials end
                as initials
        )
    from compared

)

select
    submission_id,
    question_id,
    reference,
    consent,
    choice,
    decided_at,
    initials,
    state,
    state in ('by_hand', 'contradictory', 'unfound', 'kept_elsewhere')
    or coalesce(choice = 'withhold', false) as is_withheld
from settled
