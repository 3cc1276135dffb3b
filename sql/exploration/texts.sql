-- What the people that are looked at wrote, with the words looked for where there are some.
-- One row per text, the first received first.
-- text_count: how many there are, shown here or not. They are those of the sheet « Textes »: an hour
-- is none.

with

people as (

    select unnest($people::varchar[]) as submission_id

)

select
    questions.title,
    answers.text,
    contributions.submission_id,
    contributions.answered_local_at,
    contributions.category_label,
    count(*) over () as text_count
from clean.answers as answers
semi join people using (submission_id)
inner join respondents.contributions_labelled as contributions using (submission_id)
inner join form.questions as questions using (question_id)
where
    answers.text is not null
    and questions.kind in ('text', 'choice', 'choices', 'file')
    and regexp_matches(answers.text, $pattern::varchar)
order by
    contributions.answered_local_at,
    contributions.submission_id,
    questions.position,
    answers.item_id,
    answers.choice_id
limit $most offset $after
