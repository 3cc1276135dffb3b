-- Exports that lack columns which the form file declares.
-- One row per file, with the first ten, enough to recognise what is meant.
-- Those of options that an earlier export had are told once: notices.left_options.

with

left_options as (

    select
        absent_options.export_id,
        questions.wording || ' > ' || coalesce(items.label, choices.label) as label
    from history.absent_options as absent_options
    inner join form.questions as questions using (question_id)
    inner join form.choices as choices using (question_id, choice_id)
    left join form.items as items using (question_id, item_id)
    where absent_options.was_there

),

missing as (

    select
        exports.file_name,
        list(missing_columns.label order by missing_columns.label) as labels
    from typed.missing_columns as missing_columns
    inner join clean.exports as exports using (export_id)
    anti join left_options using (export_id, label)
    group by exports.file_name

)

select
    file_name,
    labels[:10] as labels,
    len(labels) - 10 as other_count,
    case
        when len(labels) > 10 then 'many_missing_columns'
        else 'missing_columns'
    end as sentence_id
from missing
order by file_name
