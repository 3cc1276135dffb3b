-- Sheet « Exports » of justificatif.xlsx.
-- One row per accepted export, the one that reaches furthest first; organisers can say there of one that
-- lacks known answers that it is complete: these were deleted on the site. The key is made as
-- consultation/decisions/sheets.py makes it; its fingerprint is the greatest SID that is known now.

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
        given.submission_ids[1] as subject,
        string_agg(distinct words.label, ' ; ' order by words.label) as labels
    from history.given_decisions as given
    inner join form.words as words
        on words.kind = 'extent_choice' and given.choice = words.id
    where given.decision_kind = 'extent' and given.is_latest
    group by given.submission_ids[1]

),

placed as (

    select
        exports.*,
        form.form_id || ':' || left(exports.export_id, 12) as subject,
        max(exports.greatest_sid) over () as known_sid
    from facts.exports as exports
    cross join form.form as form

),

asked as (

    select
        placed.export_id,
        placed.subject,
        said.labels,
        format('{:016x}', placed.known_sid) as fingerprint
    from placed
    left join said using (subject)
    where
        said.subject is not null
        or (
            placed.submission_count > placed.draft_count
            and (placed.lacked_count > 0 or placed.greatest_sid < placed.known_sid)
        )

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
    exports.lacked_count as "Réponses connues absentes",
    missing_columns.labels as "Colonnes absentes",
    exports.export_id as "Empreinte SHA-256",
    case when asked.export_id is not null then word('decision_kind', 'extent').label end
        as "Question",
    null::varchar as "Complet ou incomplet ?",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    asked.labels as "Déjà décidé",
    asked.subject as "Identifiant",
    decision_key('extent', asked.fingerprint, asked.subject) as "Clé (ne pas modifier)"
from facts.exports as exports
left join missing_columns using (export_id)
left join asked using (export_id)
order by exports.export_number desc
