-- What those weigh whom a closed question was put to, under every rule.
-- One row per closed question, counting rule and set of exports that show a contribution.
-- From the day on which the question was asked, where that is declared.

select
    questions.question_id,
    weights.counting_rule,
    submissions.sighting_id,
    sum(weights.weight::decimal(38, 18)) as weight
from form.questions as questions
cross join statistics.weights as weights
inner join clean.submissions as submissions
    on weights.submission_id = submissions.submission_id
where
    questions.is_closed
    and (
        questions.asked_from is null
        or submissions.submitted_at >= questions.asked_from
    )
group by all
