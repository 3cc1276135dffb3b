-- How many said something, kept or sent, for the sheet « Passerelle ».
-- One row for all contributions (no question), per question (no choice), and per choice (× item).

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
counted as (

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
    coalesce(sum(submission_count) filter (where consent != 'sent'), 0)::bigint
        as all_count,
    coalesce(
        sum(submission_count) filter (where consent = 'reflection_only'), 0
    )::bigint as reflection_count,
    coalesce(sum(submission_count) filter (where consent = 'unclear'), 0)::bigint
        as unclear_count,
    coalesce(sum(submission_count) filter (where consent = 'sent'), 0)::bigint
        as sent_count
from counted
group by question_id, item_id, choice_id
