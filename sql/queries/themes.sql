-- Les thèmes trouvés dans les textes, et ce que vaut leur nombre.
-- Une ligne par question codée (vide : toutes ensemble) et thème, le plus fréquent en premier.
-- La part se lit sur les textes codés dans l'ordre du tirage ; « Alpha » : l'accord entre les personnes qui ont codé.
-- Sans ligne : rien n'est codé ; voir a-coder.xlsx.
-- Paramètre regle (texte) : règle de comptage. Défaut : all.

select
    questions.title as "Question",
    themes.title as "Thème",
    counts.theme_count as "Avec le thème",
    counts.coded_count as "Textes codés",
    counts.written_count as "Textes écrits",
    counts.theme_share as "Part",
    counts.lowest_share as "Part, au moins",
    counts.highest_share as "Part, au plus",
    counts.chosen_theme_count as "Hors tirage, avec le thème",
    counts.chosen_coded_count as "Hors tirage, codés",
    counts.open_count as "En désaccord",
    agreement.alpha as "Alpha"
from statistics.theme_counts as counts
inner join coding.themes as themes using (theme_id)
left join form.questions as questions using (question_id)
left join statistics.coder_agreement as agreement using (theme_id)
where counts.counting_rule = $regle::varchar
order by
    questions.position asc nulls first,
    counts.theme_count desc nulls last,
    themes.position asc nulls last
