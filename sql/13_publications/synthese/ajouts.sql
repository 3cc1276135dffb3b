-- Sheet « Ajouts » of synthese.xlsx.
-- One row per family and passage that someone added of their own to its letter, however many did.
-- The largest families first, then in the order of arrival.

with

added as (

    select
        families.family_rank,
        families.original_text,
        members.question_id,
        members.submission_id,
        members.answered_at,
        word('consent', contributions.consent).label as consent,
        additions.text,
        additions.word_count
    from families.members as members
    inner join families.additions as additions using (question_id, text_id)
    inner join families.families as families on members.family_id = families.family_id
    inner join respondents.contributions as contributions
        on members.submission_id = contributions.submission_id
    where additions.kind = 'own'

)

select
    family_title(family_rank, any_value(original_text)) as "Famille",
    word('question', any_value(question_id)).label as "Question",
    text as "Ajout",
    any_value(word_count) as "Mots",
    count(distinct submission_id) as "Personnes",
    local_time(min(answered_at))::date as "Première",
    string_agg(distinct consent, ' ; ' order by consent) as "Consentement",
    string_agg(distinct submission_id, ', ' order by submission_id) as "Soumissions"
from added
group by family_rank, text
order by family_rank, min(answered_at), text
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
