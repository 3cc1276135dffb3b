-- Sheet « Exports » of justificatif.xlsx.
-- One row per accepted export, the latest first; organisers can say there what an export is. The key
-- is made as consultation/decisions/sheets.py makes it.

with

missing_columns as (

    select
        export_id,
        string_agg(label, ' ; ' order by label) as labels
    from typed.missing_columns
    group by export_id

),

said as (

    select
        given.export_id,
        string_agg(words.label, ' ; ' order by words.label) as extents
    from history.given_extents as given
    inner join form.words as words
        on words.kind = 'extent_choice' and list_contains(given.choices, words.id)
    group by given.export_id

),

asked as (

    select
        exports.export_id,
        form.form_id || ':' || left(exports.export_id, 12) as subject,
        left(exports.export_id, 16) as fingerprint
    from clean.exports as exports
    cross join form.form as form
    where exports.has_sids

)

select
    exports.file_name as "Fichier",
    local_time(exports.exported_at) as "Dernière heure lue",
    sentence(
        'exports',
        case
            when not exports.has_sids then 'unnumbered'
            when exports.is_full then 'full'
            when thinned_exports.export_id is not null then 'asked'
            else 'partial'
        end
    ) as "Étendue",
    exports.record_count as "Lignes",
    exports.submission_count as "Soumissions",
    exports.draft_count as "Dont brouillons",
    exports.rejection_count as "Lignes rejetées",
    exports.greatest_sid as "Dernier SID",
    case
        when rereading.reread_export_id is not null then sentence('rereading', 'whole')
    end as "Relus pour la dernière fois",
    missing_columns.labels as "Colonnes absentes",
    exports.export_id as "Empreinte SHA-256",
    word('decision_kind', 'extent').label as "Question",
    null::varchar as "Complet ou partiel ?",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    said.extents as "Déjà décidé",
    asked.subject as "Identifiant",
    decision_key('extent', asked.fingerprint, asked.subject)
        as "Clé (ne pas modifier)"
from clean.exports as exports
left join history.rereading as rereading
    on exports.export_id = rereading.reread_export_id
left join missing_columns using (export_id)
left join said using (export_id)
left join asked using (export_id)
left join reasons.thinned_exports as thinned_exports using (export_id)
order by exports.export_number desc
