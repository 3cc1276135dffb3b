-- Answers of the contributions, in words: what counts, and nothing else.
-- One row per contribution × question (× item) (× choice).
-- Drafts, re-sends and vanished submissions are in clean.answers only.

select
    answers.submission_id,
    contributions.answered_local_at,
    contributions.respondent_kind_label,
    contributions.category_label,
    contributions.consent_label,
    contributions.is_sendable,
    answers.question_id,
    questions.title as question_label,
    questions.kind as question_kind,
    answers.item_id,
    items.label as item_label,
    answers.choice_id,
    choices.label as choice_label,
    answers.text,
    answers.number,
    answers.date
from clean.answers as answers
inner join respondents.contributions_labelled as contributions using (submission_id)
inner join form.questions as questions using (question_id)
left join form.items as items using (question_id, item_id)
left join form.choices as choices using (question_id, choice_id)
