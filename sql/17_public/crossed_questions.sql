-- The questions that readers may cross: the first ones, of few choices.
-- One row per such published question (× item); key: question_id, item_id.

with

choices as (

    select
        question_id,
        count(*) as choice_count
    from form.choices
    group by question_id

),

crossed as (

    select
        questions.question_id,
        items.item_id,
        row_number() over (
            order by questions.position asc, items.position asc
        ) as place
    from form.questions as questions
    inner join choices using (question_id)
    cross join form.thresholds as thresholds
    left join form.items as items using (question_id)
    where
        questions.is_public
        and questions.is_closed
        and choices.choice_count <= thresholds.scale_choice_limit

)

select crossed.*
from crossed
cross join form.thresholds as thresholds
where crossed.place <= thresholds.crossed_question_limit
