-- Les exports lus, du plus ancien au plus récent.
-- Une ligne par export.
-- Un export complet relit les consentements et les suppressions ; un export partiel, non.

select
    exports.file_name as "Fichier",
    exports.exported_at at time zone 'UTC' at time zone form.time_zone
        as "Dernière réponse le",
    case when exports.is_full then 'complet' else 'partiel' end as "Étendue",
    exports.record_count as "Lignes",
    exports.draft_count as "Brouillons",
    exports.rejection_count as "Rejetées"
from clean.exports as exports
cross join form.form as form
order by exports.export_number
