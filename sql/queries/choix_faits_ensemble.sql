-- Quels choix vont ensemble, aux questions à plusieurs réponses.
-- Une ligne par paire de choix d'une même question, la plus fréquente en premier.
-- La part se lit sur celles et ceux qui ont répondu à la question.

with

chosen as (

    select
        answers.submission_id,
        answers.question_id,
        answers.choice_id,
        choices.label,
        choices.position
    from clean.answers as answers
    inner join form.questions as questions
        on answers.question_id = questions.question_id and questions.kind = 'choices'
    inner join form.choices as choices
        on
            answers.question_id = choices.question_id
            and answers.choice_id = choices.choice_id
    inner join respondents.contributions using (submission_id)

),

answered as (

    select
        question_id,
        count(distinct submission_id) as answered_count
    from chosen
    group by question_id

),

pairs as (

    select
        one.question_id,
        one.label as first_label,
        other.label as second_label,
        one.position as first_position,
        other.position as second_position,
        count(*) as contribution_count
    from chosen as one
    inner join chosen as other
        on
            one.submission_id = other.submission_id
            and one.question_id = other.question_id
            and one.position < other.position
    group by all

)

select
    questions.title as "Question",
    pairs.first_label as "Choix",
    pairs.second_label as "Et aussi",
    pairs.contribution_count as "Contributions",
    pairs.contribution_count / answered.answered_count as "Part"
from pairs
inner join answered using (question_id)
inner join form.questions as questions using (question_id)
order by
    questions.position asc,
    pairs.contribution_count desc,
    pairs.first_position asc,
    pairs.second_position asc
