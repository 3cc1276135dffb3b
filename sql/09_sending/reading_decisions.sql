-- The decision on each text that would leave, when it was last read.
-- One row per contribution and question that a decision is about; key: submission_id,
-- question_id. Never published.
-- If somebody sends again a text that was kept back or masked, the decision about the replaced
-- submission is carried over until a person reads the new text. A text that may be sent leaves as
-- it was shown: words that were masked before stay masked.

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

of_respondents as (

    select
        members.contribution_id as submission_id,
        decisions.question_id,
        members.contribution_id = decisions.decided_submission_id as is_own,
        decisions.choice,
        decisions.decided_at,
        decisions.initials,
        decisions.is_contradictory,
        given.fingerprints,
        coalesce(given.words, []) as words
    from decisions
    inner join given using (decided_submission_id, question_id)
    inner join respondents.members as members
        on decisions.decided_submission_id = members.submission_id

)

select * from of_respondents
qualify
    row_number() over (
        partition by submission_id, question_id
        order by is_own desc, decided_at desc, choice desc nulls first
    ) = 1
