-- Texts that do not leave: a person kept them back, or only a person can read them.
-- One row per contribution and question; key: submission_id (the reference), question_id.

with

kept as (

    select
        reference as submission_id,
        question_id,
        case state
            when 'by_hand' then 'unmasked'
            else 'after_reading'
        end as reason
    from sending.readings
    where is_withheld

),

to_read_by_hand as (

    select distinct
        contributions.reference as submission_id,
        questions.question_id,
        cells.rule as reason
    from clean.set_aside_cells as cells
    inner join sending.contributions as contributions using (submission_id)
    inner join form.questions as questions
        on cells.field_id = questions.question_id
    where
        cells.rule = 'to_read_by_hand'
        and questions.audience = 'all'
        and questions.kind != 'file'

)

select * from kept
union all
select * from to_read_by_hand
