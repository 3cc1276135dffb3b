-- Sheet « Questions » of synthese.xlsx.
-- One row per closed question (× sub-question) and choice, in the form's order, then its totals.

select
    question as "Question",
    item as "Sous-question",
    choice as "Choix",
    chosen_count as "L’ont choisi",
    answered_count as "Ont répondu",
    everyone as "Part",
    asked_count as "Question posée à",
    individuals as "Part, personnes",
    collectives as "Part, collectifs",
    consenting as "Part, à transmettre",
    counted_in as "Compté dans",
    quoted as "À citer"
from publications.parts__question_rows
order by question_place, item_place, choice_place, group_place
