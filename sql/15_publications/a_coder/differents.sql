-- Sheet « Les plus différents » of a-coder.xlsx.
-- One row per text that nobody coded and that is least like those coded, in the order of choice.
-- A person who reads a text writes their initials. These texts were chosen, not drawn: their codes
-- count as drawn only before the first uncoded unit of the draw.

with

shown as (

    select
        units.*,
        alike.place,
        left(units.text, thresholds.cell_character_limit) as beginning,
        nullif(substr(units.text, thresholds.cell_character_limit + 1), '') as rest
    from drawing.least_alike as alike
    inner join coding.units as units using (unit_id)
    cross join form.thresholds as thresholds

)

select
    word('question', texts.question_id).label as "Question",
    texts.beginning as "Texte",
    contexts.who as "Qui écrit",
    contexts.context as "Autres réponses",
    texts.respondent_count as "Combien",
    null::varchar as "Thème 1",
    null::varchar as "Thème 2",
    null::varchar as "Thème 3",
    null::varchar as "Thème 4",
    null::varchar as "Thème 5",
    null::varchar as "À citer",
    null::varchar as "Remarque",
    null::varchar as "Relu",
    null::varchar as "Qui code",
    texts.unit_id as "Référence",
    texts.question_id as "Identifiant de la question",
    coding_key(
        'coding',
        texts.text_digest,
        texts.question_id,
        texts.beginning,
        [null, null, null, null, null, null, null, null]::varchar[],
        null,
        null
    ) as "Clé (ne pas modifier)",
    texts.rest as "Suite du texte"
from shown as texts
left join publications.parts__unit_contexts as contexts using (unit_id)
order by texts.place
