-- Choices that some export lacks, in each export.
-- One row per choice (of an item) and export; key: question_id, item_id, choice_id, export_number.
-- `is_before_first`: the export is of an earlier minute than all that have it.

with

options as (

    select
        questions.question_id,
        items.item_id,
        choices.choice_id
    from form.questions as questions
    inner join form.choices as choices using (question_id)
    left join form.items as items using (question_id)
    where questions.is_closed

),

columns as (

    select
        options.*,
        exports.export_number,
        date_trunc('minute', exports.exported_at) as exported_minute,
        export_fields.export_id is not null as has_question,
        export_fields.export_id is not null and absent_options.export_id is null
            as has_option
    from options
    cross join history.exports as exports
    left join typed.export_fields as export_fields
        on
            exports.export_id = export_fields.export_id
            and export_fields.field_kind = 'question'
            and options.question_id = export_fields.field_id
    left join history.absent_options as absent_options
        on
            exports.export_id = absent_options.export_id
            and options.question_id = absent_options.question_id
            and options.item_id is not distinct from absent_options.item_id
            and options.choice_id = absent_options.choice_id

),

option_columns as (

    select
        *,
        min(coalesce(exported_minute, '-infinity'::timestamp)) filter (
            where has_option
        ) over (partition by question_id, item_id, choice_id) > exported_minute
            as is_before_first
    from columns
    qualify not bool_and(has_option) over (partition by question_id, item_id, choice_id)

)

select * from option_columns
