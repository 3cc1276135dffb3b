-- Qui a écrit ce qui est rangé sous un thème.
-- Une ligne par contribution, question et thème, dans l'ordre de la grille.
-- « Référence » : celle du texte, ou de la lettre, dans a-coder.xlsx. Ce qui est en désaccord est dit.
-- Sans ligne : rien n'est codé ; voir a-coder.xlsx.
-- Paramètre theme (texte, facultatif) : identifiant d'un seul thème.

select
    themes.title as "Thème",
    case found.state when 'yes' then 'oui' else 'en désaccord' end as "Retenu",
    questions.title as "Question",
    answers.text as "Texte",
    states.unit_id as "Référence",
    consents.label as "Consentement",
    found.submission_id as "Soumission"
from coding.submission_themes as found
inner join coding.themes as themes using (theme_id)
inner join form.questions as questions using (question_id)
inner join coding.submission_states as states using (submission_id, question_id)
inner join clean.answers as answers
    on
        found.submission_id = answers.submission_id
        and found.question_id = answers.question_id
        and answers.text is not null
inner join respondents.contributions as contributions using (submission_id)
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
where $theme::varchar is null or found.theme_id = $theme::varchar
order by themes.position, questions.position, found.submission_id
