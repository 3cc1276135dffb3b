-- Sheet « Rejets » of synthese.xlsx.
-- One row per refused file, rejected record and cell set aside, with what to do and whether an
-- answer is lost by it. Every record that was rejected in any export is here: the same answer may
-- have been read in another one.
-- What was read in a cell is cut to 200 characters: enough to recognise it. What was meant to
-- say who answers is not repeated, postcodes apart: addresses stand in contacts.xlsx alone.

with

words as (

    select * from form.words

),

fields as (

    select
        'question' as field_kind,
        question_id as field_id,
        title as label
    from form.questions
    union all
    select
        'role' as field_kind,
        id as field_id,
        label
    from words
    where kind = 'field'
    union all
    select
        id as field_kind,
        id as field_id,
        label
    from words
    where kind = 'field' and id in ('consent', 'category')

),

refused_files as (

    select
        1 as rank,
        refusals.file_name,
        null::bigint as line_number,
        null::varchar as submission_id,
        'Fichier refusé' as nature,
        null::varchar as field,
        null::varchar as cell,
        'Toutes celles du fichier que nul autre export n''a' as loss,
        refusals.what as reason,
        case
            when length(refusals.advice) > thresholds.cell_character_limit
                then left(refusals.advice, thresholds.cell_character_limit) || '…'
            else refusals.advice
        end as advice
    from raw.refusals as refusals
    cross join form.thresholds as thresholds

),

newest_readings as (

    select
        versions.submission_id,
        exports.file_name
    from history.versions as versions
    inner join clean.exports as exports on versions.export_id = exports.export_id
    where versions.version_rank = 1

),

rejected_records as (

    select
        2 as rank,
        exports.file_name,
        rejections.line_number,
        form.form_id || ':' || rejections.sid as submission_id,
        'Ligne rejetée' as nature,
        null::varchar as field,
        null::varchar as cell,
        case
            when rejections.rule = 'sid_repeated'
                then 'Non : une autre ligne du fichier l''a'
            when newest_readings.file_name is not null
                then 'Non : lue dans ' || newest_readings.file_name
            else 'Oui'
        end as loss,
        words.label as reason,
        words.explanation as advice
    from typed.rejections as rejections
    cross join form.form as form
    inner join clean.exports as exports on rejections.export_id = exports.export_id
    left join newest_readings
        on form.form_id || ':' || rejections.sid = newest_readings.submission_id
    left join words on rejections.rule = words.id and words.kind = 'rejection'

),

cells_set_aside as (

    select
        3 as rank,
        exports.file_name,
        records.line_number,
        set_aside_cells.submission_id,
        'Cellule écartée' as nature,
        concat_ws(' > ', fields.label, items.label) as field,
        case
            when
                set_aside_cells.field_kind != 'role'
                or (
                    set_aside_cells.field_id = 'postcode'
                    and not contains(records.cells[columns.cell_position + 1], '@')
                )
                then left(records.cells[columns.cell_position + 1], 200)
        end as cell,
        case
            when set_aside_cells.field_kind = 'consent'
                then 'Non, mais elle ne part pas : consentement peu clair'
            else 'Non : le reste de la réponse est compté'
        end as loss,
        words.label as reason,
        concat_ws(
            ' ',
            'Libellé déclaré le plus proche : « ' || set_aside_cells.hint || ' ».',
            words.explanation
        ) as advice
    from clean.set_aside_cells as set_aside_cells
    inner join clean.exports as exports
        on set_aside_cells.export_id = exports.export_id
    inner join raw.records as records
        on
            set_aside_cells.export_id = records.export_id
            and set_aside_cells.record_number = records.record_number
    left join raw.columns as columns
        on
            set_aside_cells.export_id = columns.export_id
            and set_aside_cells.column_position = columns.column_position
    left join fields
        on
            set_aside_cells.field_kind = fields.field_kind
            and set_aside_cells.field_id = fields.field_id
    left join form.items as items
        on
            set_aside_cells.field_id = items.question_id
            and set_aside_cells.item_id = items.item_id
    left join words on set_aside_cells.rule = words.id and words.kind = 'set_aside'

),

everything as (

    select * from refused_files
    union all
    select * from rejected_records
    union all
    select * from cells_set_aside

),

first_rows as (

    select *
    from everything
    order by rank, file_name, line_number, field, cell, reason, advice
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

)

select
    nature as "Nature",
    file_name as "Fichier",
    line_number as "Ligne",
    submission_id as "Soumission",
    field as "Question",
    cell as "Ce qui a été lu",
    reason as "Raison",
    loss as "Réponse perdue ?",
    advice as "Que faire"
from first_rows
order by rank, file_name, line_number, field, cell, reason, advice
