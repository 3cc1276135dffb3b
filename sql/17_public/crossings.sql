-- How many persons gave each pair of answers to two questions.
-- One row per two of `crossed_questions`, the first in the form first, and choice of each that
-- somebody made together; null stands for any choice. No totals of choices: with them, roundings
-- tell one another.

with

made as (

    select
        made.*,
        crossed.place
    from statistics_steps.choices_made as made
    inner join public.crossed_questions as crossed
        on
            made.question_id = crossed.question_id
            and made.item_id is not distinct from crossed.item_id

),

given as (

    select
        submission_id,
        place,
        question_id,
        item_id,
        choice_id
    from made
    union all by name
    select distinct
        submission_id,
        place,
        question_id,
        item_id
    from made

)

select
    given.question_id,
    given.item_id,
    given.choice_id,
    others.question_id as other_question_id,
    others.item_id as other_item_id,
    others.choice_id as other_choice_id,
    count(*) as person_count
from given
inner join given as others using (submission_id)
where given.place < others.place
group by all
