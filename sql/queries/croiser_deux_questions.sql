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
        concat_ws(' : ', answers.item_label, answers.choice_label) as label,
        coalesce(items.position, 0) as item_position,
        choices.position as choice_position
    from respondents.answers_labelled as answers
    inner join form.choices as choices using (question_id, choice_id)
    left join form.items as items using (question_id, item_id)

),

pairs as (

    select
        firsts.label as first_label,
        firsts.item_position,
        firsts.choice_position,
        seconds.label as second_label,
        seconds.item_position as second_item_position,
        seconds.choice_position as second_choice_position,
        count(distinct submission_id) over (
            partition by firsts.item_position, firsts.choice_position
        ) as answered_count
    from chosen as firsts
    inner join chosen as seconds using (submission_id)
    where
        firsts.question_id = $question_1::varchar
        and seconds.question_id = $question_2::varchar

)

select
    first_label as "Premier choix",
    second_label as "Second choix",
    count(*) as "Contributions",
    any_value(answered_count) as "Sur",
    count(*) / any_value(answered_count) as "Part"
from pairs
group by
    first_label,
    second_label,
    item_position,
    choice_position,
    second_item_position,
    second_choice_position
order by
    item_position,
    choice_position,
    second_item_position,
    second_choice_position
