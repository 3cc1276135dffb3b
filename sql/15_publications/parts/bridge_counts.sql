-- Counts of the sheet « Passerelle »: in all, kept in the house, and in the pack.
-- One row per number that some contribution has: all of them (question_id null), those that answer a
-- question (choice_id null), those that made a choice (of an item).
-- all_count = reflection_count + unclear_count + kept_count + sent_count

with

all_answers as (

    select
        contributions.submission_id,
        contributions.consent,
        answers.question_id,
        answers.item_id,
        answers.choice_id
    from respondents.contributions as contributions
    left join clean.answers as answers using (submission_id)
    union all
    select
        contributions.reference as submission_id,
        'sent' as consent,
        answers.question_id,
        answers.item_id,
        answers.choice_id
    from sending.contributions as contributions
    left join sending.answers as answers
        on contributions.reference = answers.submission_id

),

-- Each has one consent: who gave it is counted once, and counts are added.
of_each_consent as (

    select
        consent,
        question_id,
        item_id,
        choice_id,
        count(distinct submission_id) as submission_count
    from all_answers
    group by
        grouping sets (
            (consent),
            (consent, question_id),
            (consent, question_id, item_id, choice_id)
        )
    having
        (question_id is not null or grouping(question_id) = 1)
        and (choice_id is not null or grouping(choice_id) = 1)

)

select
    question_id,
    item_id,
    choice_id,
    sum(submission_count) filter (where consent != 'sent') as all_count,
    sum(submission_count) filter (where consent = 'reflection_only')
        as reflection_count,
    sum(submission_count) filter (where consent = 'unclear') as unclear_count,
    sum(submission_count) filter (where consent = 'sent') as sent_count,
    all_count - coalesce(reflection_count, 0) - coalesce(unclear_count, 0)
    - coalesce(sent_count, 0) as kept_count
from of_each_consent
group by question_id, item_id, choice_id
