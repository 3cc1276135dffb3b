-- Sheet « Désaccords » of a-coder.xlsx.
-- One row per text in which coders found other themes.

select
    unit_id as "Référence",
    null::varchar as "Question",
    null::varchar as "Texte",
    null::varchar as "Désaccord",
    null::varchar as "Thème retenu 1",
    null::varchar as "Thème retenu 2",
    null::varchar as "Thème retenu 3",
    null::varchar as "Thème retenu 4",
    null::varchar as "Thème retenu 5",
    null::varchar as "Remarque",
    question_id as "Identifiant de la question",
    null::varchar as "Clé (ne pas modifier)"
from coding.units
where false
order by sample_rank
