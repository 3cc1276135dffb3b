-- Sheet « Exports » of synthese.xlsx.
-- One row per accepted export, the latest first.

with

exports as (

    select * from clean.exports

),

rereading as (

    select
        rereading.reread_export_id as export_id,
        string_agg(words.label, ', ' order by words.position) as matters
    from history.rereading as rereading
    inner join form.words as words
        on rereading.matter = words.id and words.kind = 'rereading'
    group by rereading.reread_export_id

),

missing_columns as (

    select
        export_id,
        string_agg(label, ' ; ' order by label) as labels
    from typed.missing_columns
    group by export_id

),

described as (

    select
        exports.export_number,
        exports.file_name,
        exports.exported_at at time zone 'UTC' at time zone form.time_zone
            as exported_at,
        case when exports.is_full then 'complet' else 'partiel' end as fullness,
        exports.record_count,
        exports.submission_count,
        exports.draft_count,
        exports.rejection_count,
        exports.greatest_sid,
        rereading.matters,
        case
            when length(missing_columns.labels) > thresholds.cell_character_limit
                then
                    left(missing_columns.labels, thresholds.cell_character_limit) || '…'
            else missing_columns.labels
        end as labels,
        exports.export_id
    from exports
    cross join form.form as form
    cross join form.thresholds as thresholds
    left join rereading on exports.export_id = rereading.export_id
    left join missing_columns on exports.export_id = missing_columns.export_id

)

select
    file_name as "Fichier",
    exported_at as "Dernière heure lue",
    fullness as "Étendue",
    record_count as "Lignes",
    submission_count as "Soumissions",
    draft_count as "Dont brouillons",
    rejection_count as "Lignes rejetées",
    greatest_sid as "Dernier SID",
    matters as "Relus pour la dernière fois",
    labels as "Colonnes absentes",
    export_id as "Empreinte SHA-256"
from described
order by export_number desc
