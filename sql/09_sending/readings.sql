-- Texts that would leave, and whether a person has read them.
-- One row per contribution and question with a text; key: submission_id, question_id.
-- A text must be read again if its words (accents, capitals and punctuation aside), its masks or
-- its submission changed since, or if it was read as leaving with a name and would leave without. It
-- stays out if it was kept back before, if two decisions on it contradict each other, if the words
-- to mask are not in it, or if it must be read by hand. A text with the words of a text that was
-- read and sent, with nothing more to look at, counts as read. A text with the words of one that was
-- kept back or masked, whether that still leaves or not, waits and stays out, whatever its consent:
-- decisions are about the words. The texts themselves are only in redaction.texts. Never published.

with

is_decided as (

    select count(*) > 0 as of_any
    from history.given_decisions
    where decision_kind = 'reading'

),

-- Texts are long: where nothing is decided yet, there is nothing to compare them with.
texts as (

    select
        texts.*,
        case when is_decided.of_any then words_print(texts.masked_text) end as said
    from redaction.texts as texts
    cross join is_decided
    where texts.is_answer

),

-- `read_as`: the least public consent under which it was read as it is.
judged as (

    select
        texts.submission_id,
        texts.question_id,
        texts.mask_kinds,
        texts.mentions,
        contributions.reference,
        contributions.consent,
        decisions.choice as own_choice,
        decisions.decided_at,
        decisions.initials,
        texts.said,
        list_filter(
            ['anonymous', 'collective_name', 'own_name'],
            lambda shown_as: list_contains(
                decisions.fingerprints,
                reading_print(shown_as, texts.said) -- noqa: RF02
            )
        )[1] as read_as,
        case
            when by_hand.submission_id is not null then 'by_hand'
            when decisions.submission_id is null then 'open'
            when decisions.is_contradictory then 'contradictory'
            when not decisions.is_own then 'sent_again'
            when coalesce(read_as > contributions.consent, true) then 'changed'
            when decisions.choice = 'mask' and texts.has_unfound_words then 'unfound'
            else 'applied'
        end as own_state
    from texts
    inner join sending.contributions as contributions using (submission_id)
    left join sending.by_hand as by_hand using (submission_id, question_id)
    left join sending.reading_decisions as decisions using (submission_id, question_id)

),

-- Decisions on the same words of others: as they stand, and as they were shown to whoever decided.
of_words as (

    select
        waiting.submission_id,
        waiting.question_id,
        decided.own_choice as choice,
        waiting.consent >= decided.read_as
        and decided.mask_kinds = waiting.mask_kinds
        and decided.mentions = waiting.mentions as is_alike,
        decided.decided_at,
        decided.initials
    from judged as waiting
    inner join judged as decided
        on
            waiting.question_id = decided.question_id
            and waiting.said = decided.said
    where
        waiting.own_state = 'open'
        and decided.own_state in ('applied', 'contradictory', 'unfound')
    union all by name
    select
        waiting.submission_id,
        waiting.question_id,
        given.choice,
        false as is_alike
    from (
        select
            *,
            unnest(reading_prints(said)) as print
        from judged
    ) as waiting
    inner join history.given_decisions as given
        on
            waiting.question_id = given.question_id
            and waiting.print = given.fingerprint
    where
        waiting.own_state = 'open'
        and given.decision_kind = 'reading'
        and given.is_latest
        and given.choice != 'send'

),

of_others as (

    select
        submission_id,
        question_id,
        bool_and(coalesce(choice = 'send', false)) as is_sent,
        is_sent and bool_or(is_alike) as is_read,
        max(decided_at) as decided_at,
        arg_max(initials, (decided_at, initials)) as initials
    from of_words
    group by submission_id, question_id

)

select
    judged.submission_id,
    judged.question_id,
    judged.reference,
    judged.consent,
    if(of_others.is_read, 'send', judged.own_choice) as choice,
    if(of_others.is_read, of_others.decided_at, judged.decided_at) as decided_at,
    if(of_others.is_read, of_others.initials, judged.initials) as initials,
    case
        when of_others.is_read then 'applied'
        when not of_others.is_sent then 'kept_elsewhere'
        else judged.own_state
    end as state,
    state in ('by_hand', 'contradictory', 'unfound', 'kept_elsewhere')
    or coalesce(choice = 'withhold', false) as is_withheld
from judged
left join of_others using (submission_id, question_id)
