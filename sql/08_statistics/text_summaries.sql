-- Free texts, and attached files, that respondents gave.
-- One row per text or file question; key: question_id.
-- Texts count as the same only if every character is equal. Similar texts are in families.families.

with

texts as (

    select
        answers.question_id,
        md5(answers.text) as text_digest,
        length(answers.text) as character_count
    from clean.answers as answers
    inner join form.questions as questions using (question_id)
    inner join respondents.contributions using (submission_id)
    where questions.kind in ('text', 'file') and answers.text is not null

)

select
    questions.question_id,
    questions.title as question_label,
    count(texts.text_digest) as answered_count,
    count(distinct texts.text_digest) as distinct_text_count,
    quantile_disc(texts.character_count, 0.5) as median_character_count,
    max(texts.character_count) as greatest_character_count
from form.questions as questions
left join texts using (question_id)
where questions.kind in ('text', 'file')
group by questions.question_id, questions.title, questions.position
order by questions.position
