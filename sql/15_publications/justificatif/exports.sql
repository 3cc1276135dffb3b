-- Sheet « Exports » of justificatif.xlsx.
-- One row per accepted export, the one that reaches furthest first; organisers can say there of one that
-- lacks known answers that it is complete. The key's fingerprint is how far all exports reach now.

with

said as (

    select
        split_part(submission_ids[1], ':', 2) as export_start,
        list(distinct word('extent_choice', choice).label) as labels
    from history.given_decisions
    where decision_kind = 'extent' and is_latest
    group by submission_ids[1]

),

asked as (

    select
        exports.export_id,
        form.form_id || ':' || left(exports.export_id, 12) as subject,
        said.labels,
        word('decision_kind', 'extent').label as question,
        max(exports.greatest_sid) over () as known_sid,
        '000000'
        || reach_print(known_sid, max(exports.exported_at) over ()) as fingerprint
    from facts.exports as exports
    cross join form.form as form
    left join said on left(exports.export_id, 12) = said.export_start
    qualify
        said.export_start is not null
        or (
            exports.submission_count > exports.draft_count
            and (exports.lacked_count > 0 or exports.greatest_sid < known_sid)
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
    (
        select string_agg(missing.label, ' ; ' order by missing.label)
        from typed.missing_columns as missing
        where exports.export_id = missing.export_id
    ) as "Colonnes absentes",
    exports.export_id as "Empreinte SHA-256",
    asked.question as "Question",
    null::varchar as "Complet ou incomplet ?",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    array_to_string(list_sort(asked.labels), ' ; ') as "Déjà décidé",
    asked.subject as "Identifiant",
    decision_key('extent', asked.fingerprint, asked.subject) as "Clé (ne pas modifier)"
from facts.exports as exports
left join asked using (export_id)
order by exports.export_number desc
