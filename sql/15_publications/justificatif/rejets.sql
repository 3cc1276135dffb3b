-- Sheet « Rejets » of justificatif.xlsx.
-- One row per refused file, rejected record and cell set aside, with what to do and whether an
-- answer is lost by it. Every record that was rejected in any export is here: the same answer may
-- have been read in another one.
-- The text of a cell is cut to 200 characters, enough to recognise it. Cells that identify the
-- respondent are not repeated, except postcodes: addresses are only in contacts.xlsx.

with

newest_readings as (

    select
        versions.submission_id,
        exports.file_name
    from history.versions as versions
    inner join clean.exports as exports using (export_id)
    where versions.version_rank = 1

),

rejected_records as (

    select
        'rejected_row' as nature_id,
        exports.file_name,
        rejections.line_number,
        form.form_id || ':' || rejections.sid as submission_id,
        case
            when newest_readings.file_name is not null
                then
                    sentence(
                        'loss',
                        'read_elsewhere',
                        struct_pack(file := newest_readings.file_name)
                    )
            else sentence('loss', 'lost')
        end as loss,
        word('rejection', rejections.rule).label as reason,
        word('rejection', rejections.rule).explanation as advice
    from typed.rejections as rejections
    cross join form.form as form
    inner join clean.exports as exports using (export_id)
    left join newest_readings
        on form.form_id || ':' || rejections.sid = newest_readings.submission_id

),

cells_set_aside as (

    select
        'set_aside_cell' as nature_id,
        exports.file_name,
        records.line_number,
        cells.submission_id,
        concat_ws(
            ' > ',
            case
                when cells.field_kind = 'question'
                    then word('question', cells.field_id).label
                when
                    cells.field_kind = 'role'
                    or cells.field_id in ('consent', 'category')
                    then word('field', cells.field_id).label
            end,
            items.label
        ) as field,
        case
            when
                cells.field_kind != 'role'
                or (
                    cells.field_id = 'postcode'
                    and not contains(records.cells[columns.cell_position + 1], '@')
                )
                then left(records.cells[columns.cell_position + 1], 200)
        end as cell,
        case
            when cells.field_kind = 'consent' then sentence('loss', 'unclear')
            else sentence('loss', 'cell_only')
        end as loss,
        word('set_aside', cells.rule).label as reason,
        concat_ws(
            ' ',
            sentence('rejets', 'nearest', struct_pack(label := cells.hint)),
            word('set_aside', cells.rule).explanation
        ) as advice
    from clean.set_aside_cells as cells
    inner join clean.exports as exports using (export_id)
    inner join raw.records as records using (export_id, record_number)
    left join raw.columns as columns using (export_id, column_position)
    left join form.items as items
        on cells.field_id = items.question_id and cells.item_id = items.item_id

),

everything as (

    select
        'refused_file' as nature_id,
        file_name,
        sentence('loss', 'whole_file') as loss,
        what as reason,
        advice
    from raw.refusals
    union all by name
    select * from rejected_records
    union all by name
    select * from cells_set_aside

)

select
    sentence('rejets', nature_id) as "Nature",
    file_name as "Fichier",
    line_number as "Ligne",
    submission_id as "Soumission",
    field as "Question",
    cell as "Ce qui a été lu",
    reason as "Raison",
    loss as "Réponse perdue ?",
    advice as "Que faire"
from everything
order by nature_id, file_name, line_number, field, cell, reason, advice
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
