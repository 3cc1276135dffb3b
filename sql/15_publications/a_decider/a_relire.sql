-- Sheet « À relire » of a-decider.xlsx.
-- One row per text that would leave: the unread first, and of those what has something to look at.

select
    "Votre choix",
    "Texte",
    "Combien",
    "À regarder de près",
    "Mots à masquer",
    "Ce qui est masqué",
    "Masqué, dans son contexte",
    "Rubrique",
    "Consentement",
    "Où en est-on",
    "Déjà décidé",
    "Initiales",
    "Date",
    "Remarque",
    "Question",
    "Référence",
    "Soumissions",
    "Identifiant de la question",
    "Clé (ne pas modifier)",
    "Suite du texte"
from publications.parts__texts_to_read
where not is_quick
order by place
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
