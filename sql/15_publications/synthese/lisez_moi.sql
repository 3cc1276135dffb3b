-- Figures of the page « Lisez-moi » of synthese.xlsx.
-- One row.

with

received as (

    select sum(submission_count)::bigint as received_count from statistics.flow

),

counted as (

    select
        count(*) as counted_count,
        count(*) filter (where is_sendable) as sendable_count,
        count(*) filter (where not is_sendable) as kept_count
    from respondents.contributions

),

-- A real figure of the form shows how to read one: the most chosen answer to a question that
-- not everybody answered.
example as (

    select
        chosen_count as example_chosen,
        answered_count as example_answered
    from statistics.answer_counts
    where counting_rule = 'all' and answered_count > 0 and answered_count < asked_count
    order by
        chosen_count desc,
        answered_count asc,
        question_id asc,
        item_id asc,
        choice_id asc
    limit 1

)

select
    received.received_count,
    counted.counted_count,
    counted.sendable_count,
    counted.kept_count,
    example.example_chosen,
    example.example_answered
from received
cross join counted
left join example on true
