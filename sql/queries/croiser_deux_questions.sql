-- Deux questions fermées croisées.
-- Une ligne par choix de la première et choix de la seconde, sous-questions comprises.
-- La part se lit sur les contributions qui ont fait le premier choix et répondu à la seconde.
-- Paramètre question_1 (question, obligatoire) : identifiant de la première (table form.questions).
-- Paramètre question_2 (question, obligatoire) : identifiant de la seconde.

with

chosen as (

    select
        answers.submission_id,
        answers.question_id,
        concat_ws(' : ', items.label, choices.label) as label,
        row_number() over (
            partition by answers.submission_id, answers.question_id
            order by items.position, choices.position
        ) as place,
        coalesce(items.position, 0) as item_position,
        choices.position as choice_position
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    inner join form.choices as choices using (question_id, choice_id)
    left join form.items as items using (question_id, item_id)

),

firsts as (

    select * from chosen
    where question_id = $question_1::varchar

),

seconds as (

    select * from chosen
    where question_id = $question_2::varchar

),

answered as (

    select
        firsts.item_position,
        firsts.choice_position,
        count(distinct firsts.submission_id) as answered_count
    from firsts
    inner join seconds using (submission_id)
    group by all

),

crossed as (

    select
        firsts.label as first_label,
        firsts.item_position,
        firsts.choice_position,
        seconds.label as second_label,
        seconds.item_position as second_item_position,
        seconds.choice_position as second_choice_position,
        count(*) as contribution_count
    from firsts
    inner join seconds using (submission_id)
    group by all

)

select
    crossed.first_label as "Premier choix",
    crossed.second_label as "Second choix",
    crossed.contribution_count as "Contributions",
    answered.answered_count as "Sur",
    crossed.contribution_count / answered.answered_count as "Part"
from crossed
inner join answered using (item_position, choice_position)
order by
    crossed.item_position,
    crossed.choice_position,
    crossed.second_item_position,
    crossed.second_choice_position
