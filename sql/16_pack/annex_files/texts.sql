-- statistiques/texts.csv of the pack: what a quote of its documents is compared with.
-- One row per contribution and text question that it answers, as it is sent.

select
    contributions.submission_id as reference,
    questions.question_id,
    questions.title as question_label,
    answers.text,
    len(regexp_extract_all(answers.text, '\S+'))::bigint as word_count
from respondents.contributions as contributions
inner join clean.answers as answers using (submission_id)
inner join form.questions as questions using (question_id)
where questions.kind = 'text' and answers.text is not null
order by contributions.submission_id, questions.position
