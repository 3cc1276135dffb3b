-- Sur quels textes les codages diffèrent, et qui a trouvé quoi.
-- Une ligne par texte et thème que les uns ont trouvé et les autres non, d'abord ce qui reste à régler.
-- « Référence » : celle du texte dans a-coder.xlsx, où cela se règle (feuille Désaccords).
-- Sans ligne : tout le monde est d'accord, ou rien n'est codé par plusieurs.

select
    case found.state
        when 'open' then 'à régler'
        when 'yes' then 'retenu'
        else 'écarté'
    end as "État",
    themes.title as "Thème",
    array_to_string(found.chosen_by, ', ') as "Trouvé par",
    found.coder_count as "Codé par (personnes)",
    questions.title as "Question",
    units.text as "Texte",
    units.respondent_count as "Combien",
    units.unit_id as "Référence"
from coding.unit_themes as found
inner join coding.units as units using (unit_id)
inner join coding.themes as themes using (theme_id)
inner join form.questions as questions on found.question_id = questions.question_id
where len(found.chosen_by) between 1 and found.coder_count - 1
order by found.state != 'open', units.sample_rank, themes.position
