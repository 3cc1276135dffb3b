-- Les lignes des exports qui n'ont pas pu devenir des soumissions.
-- Une ligne par ligne rejetée, fichier par fichier.
-- Le numéro est celui de la ligne dans le fichier tel que téléchargé.

select
    exports.file_name as "Fichier",
    rejections.line_number as "Numéro de ligne",
    reasons.label as "Raison",
    reasons.explanation as "Que faire",
    rejections.submission_id as "Soumission"
from clean.rejections as rejections
inner join clean.exports as exports using (export_id)
left join form.words as reasons
    on rejections.rule = reasons.id and reasons.kind = 'rejection'
order by exports.export_number, rejections.line_number, rejections.submission_id
