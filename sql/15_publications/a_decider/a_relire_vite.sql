-- Sheet « À relire vite » of a-decider.xlsx.
-- One row per text that would leave: a few words with nothing to look at, the unread first.

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
where is_quick
order by place
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
