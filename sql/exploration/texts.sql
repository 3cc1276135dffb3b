-- Texts of the respondents who match the filters, with the words searched for, if any.
-- One row per text, the first received first; copies of a letter that add nothing to it, or several
-- texts that are the same, are one row: the first of them, and how many they are.
-- text_count: the number of all texts, shown or not. line_count: the number of rows. Texts are
-- those of the sheet « Textes », without hours.

with

written as (

    select
        questions.title,
        questions.position,
        answers.*,
        contributions.answered_local_at,
        contributions.category_label,
        coalesce(members.family_id, answers.text) as line,
        count(*) over () as text_count
    from clean.answers as answers
    inner join unnest($people::varchar[]) as shown (submission_id) using (submission_id)
    inner join respondents.contributions_labelled as contributions using (submission_id)
    inner join form.questions as questions using (question_id)
    left join families.members as members
        on
            answers.submission_id = members.submission_id
            and answers.question_id = members.question_id
            and not members.has_addition
    where
        answers.text is not null
        and questions.kind in ('text', 'choice', 'choices', 'file')
        and $question::varchar in ('', answers.question_id)
        and regexp_matches(answers.text, $pattern::varchar)

),

lines as (

    select
        *,
        count(*) over (partition by question_id, line) as person_count
    from written
    qualify
        row_number() over (
            partition by question_id, line
            order by answered_local_at, submission_id, item_id, choice_id
        ) = 1

)

select
    title,
    text,
    submission_id,
    answered_local_at,
    category_label,
    person_count,
    text_count,
    count(*) over () as line_count
from lines
order by answered_local_at, submission_id, position, item_id, choice_id
limit $most offset $after
