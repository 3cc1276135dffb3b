-- Sheet « Exports » of synthese.xlsx.
-- One row per accepted export, the latest first.

with

rereading as (

    select
        reread_export_id as export_id,
        string_agg(
            word('rereading', matter).label,
            ', ' order by word('rereading', matter).position
        ) as matters
    from history.rereading
    group by reread_export_id

),

missing_columns as (

    select
        export_id,
        string_agg(label, ' ; ' order by label) as labels
    from typed.missing_columns
    group by export_id

)

select
    exports.file_name as "Fichier",
    local_time(exports.exported_at) as "Dernière heure lue",
    sentence(
        'exports',
        case
            when not exports.has_sids then 'unnumbered'
            when exports.is_full then 'full'
            else 'partial'
        end
    ) as "Étendue",
    exports.record_count as "Lignes",
    exports.submission_count as "Soumissions",
    exports.draft_count as "Dont brouillons",
    exports.rejection_count as "Lignes rejetées",
    exports.greatest_sid as "Dernier SID",
    rereading.matters as "Relus pour la dernière fois",
    missing_columns.labels as "Colonnes absentes",
    exports.export_id as "Empreinte SHA-256"
from clean.exports as exports
left join rereading using (export_id)
left join missing_columns using (export_id)
order by exports.export_number desc
