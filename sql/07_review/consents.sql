-- People whose consent is asked about: they stated several, one sendable, or their row moved.
-- One row per person and kind with a contribution; key: person_id, respondent_kind.
-- The least public statement holds until somebody decides. A row that was decided stays, so that
-- the decision can be seen and changed. People whose answer was withdrawn are not asked about.
-- `choices`: the stated consents, the most public first, or all consents for a row that moved.
-- `settled`: no decision is needed, as the contribution, as last read, states nothing more public.

with

decided as (

    select distinct on (person_id, respondent_kind) *
    from respondents_steps.consent_decisions
    order by
        state = 'applied' desc,
        decided_at desc,
        publicity asc nulls last,
        choice asc

),

asked as (

    select
        said.*,
        contributing.last_publicity,
        decided.choice,
        decided.decided_at,
        decided.initials,
        decided.has_other_choice,
        decided.state,
        array_to_string(said.submission_ids, ', ') as submissions,
        length(submissions) > thresholds.cell_character_limit as is_too_many
    from respondents_steps.said_consents as said
    cross join form.thresholds as thresholds
    inner join respondents_steps.contributing_persons as contributing
        using (person_id, respondent_kind)
    left join decided using (person_id, respondent_kind)
    where
        (said.is_any_sendable and len(said.consents) > 1)
        or decided.choice != said.consent
        or said.is_moved

)

select
    person_id,
    respondent_kind,
    submission_ids,
    submissions,
    (
        select list(words.id order by words.position)
        from form.words as words
        where
            words.kind = 'consent_choice'
            and (
                asked.is_moved
                or list_contains(list_append(asked.consents, asked.choice), words.id)
            )
    ) as choices,
    consent,
    is_moved,
    choice,
    decided_at,
    initials,
    has_other_choice,
    case
        when state is not null then state
        when is_too_many then 'too_many'
        when is_moved or last_publicity > publicity then 'open'
        else 'settled'
    end as state,
    case
        when not is_too_many
            then
                decision_key(
                    'consent', fingerprint, array_to_string(submission_ids, ' ')
                )
    end as key
from asked
