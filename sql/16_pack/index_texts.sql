-- Length of the texts of the index, in words.
-- One row per contribution and text question that it answers.

select
    contributions.submission_id,
    questions.question_id,
    len(regexp_extract_all(answers.text, '\S+'))::bigint as word_count
from respondents.contributions as contributions
inner join clean.answers as answers using (submission_id)
inner join form.questions as questions using (question_id)
where questions.kind = 'text' and answers.text is not null
order by contributions.submission_id, questions.position
