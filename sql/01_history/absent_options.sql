-- What could not be chosen in each export, of the questions that it has.
-- One row per export and choice (of an item); key: export_id, question_id, item_id, choice_id.
-- Its column is not there, or it left the form. `was_there`: an earlier export had it.

with

absent as (

    select
        export_id,
        question_id,
        item_id,
        choice_id
    from typed.absent_options
    union all
    select
        export_id,
        question_id,
        item_id,
        choice_id
    from history.left_options

),

options as (

    select distinct
        question_id,
        item_id,
        choice_id
    from absent

),

first_numbers as (

    select
        options.question_id,
        options.item_id,
        options.choice_id,
        min(exports.export_number) as export_number
    from options
    inner join typed.export_fields as export_fields
        on
            export_fields.field_kind = 'question'
            and options.question_id = export_fields.field_id
    inner join history.exports as exports using (export_id)
    anti join absent
        on
            exports.export_id = absent.export_id
            and options.question_id = absent.question_id
            and options.item_id is not distinct from absent.item_id
            and options.choice_id = absent.choice_id
    group by options.question_id, options.item_id, options.choice_id

),

absent_options as (

    select
        absent.export_id,
        absent.question_id,
        absent.item_id,
        absent.choice_id,
        coalesce(first_numbers.export_number < exports.export_number, false)
            as was_there
    from absent
    inner join history.exports as exports using (export_id)
    left join first_numbers
        on
            absent.question_id = first_numbers.question_id
            and absent.item_id is not distinct from first_numbers.item_id
            and absent.choice_id = first_numbers.choice_id

)

select * from absent_options
