-- The questions that readers may cross: of few choices each, and the first ones up to so many.
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
        row_number() over form_order as place,
        sum(choices.choice_count) over form_order as choices_so_far
    from form.questions as questions
    inner join choices using (question_id)
    cross join form.thresholds as thresholds
    left join form.items as items using (question_id)
    where
        questions.is_public
        and questions.is_closed
        and choices.choice_count <= thresholds.scale_choice_limit
    window form_order as (order by questions.position, items.position)

)

select
    crossed.question_id,
    crossed.item_id,
    crossed.place
from crossed
cross join form.thresholds as thresholds
where crossed.choices_so_far <= thresholds.crossed_choice_limit
