-- The decision on each text that would leave, when it was last read.
-- One row per contribution and question that a decision is about; key: submission_id,
-- question_id. Never published.
-- If somebody sends again a text that was kept back or masked, the decision about their earlier
-- submission, deleted or not, is carried over until a person reads the new text. A text that may be
-- sent leaves as it was shown: words that were masked before stay masked.

with

decisions as (

    select
        submission_ids[1] as decided_submission_id,
        question_id,
        subject_id,
        choice,
        decided_at,
        initials,
        is_contradictory
    from clean.decisions
    where decision_kind = 'reading'

),

given as (

    select
        decisions.decided_submission_id,
        decisions.question_id,
        list(distinct read.fingerprint) filter (where read.is_latest) as fingerprints,
        list_sort(
            list_distinct(
                flatten(
                    list(read.words) filter (
                        where read.choice = 'mask'
                        and (read.is_latest or decisions.choice = 'send')
                    )
                )
            )
        ) as words
    from decisions
    inner join history.given_decisions as read
        on
            read.decision_kind = 'reading'
            and decisions.subject_id = read.subject_id
    group by decisions.decided_submission_id, decisions.question_id

),

submissions as (

    select
        persons.submission_id,
        persons.person_id,
        kinds.respondent_kind
    from respondents_steps.persons as persons
    inner join respondents.kinds as kinds using (submission_id)

),

of_people as (

    select
        contributions.submission_id,
        decisions.question_id,
        contributions.submission_id = decisions.decided_submission_id as is_own,
        decisions.choice,
        decisions.decided_at,
        decisions.initials,
        decisions.is_contradictory,
        given.fingerprints,
        coalesce(given.words, []) as words
    from decisions
    inner join given using (decided_submission_id, question_id)
    inner join submissions as decided
        on decisions.decided_submission_id = decided.submission_id
    inner join submissions as others using (person_id, respondent_kind)
    inner join sending.contributions as contributions
        on others.submission_id = contributions.submission_id

)

select * from of_people
qualify
    row_number() over (
        partition by submission_id, question_id
        order by is_own desc, decided_at desc, choice desc nulls first
    ) = 1
