-- Sheet « Ajouts » of synthese.xlsx.
-- One row per passage that someone added of their own to a template letter.
-- The largest families first, then in the order of arrival.

select
    family_title(families.family_rank, families.original_text) as "Famille",
    word('question', members.question_id).label as "Question",
    members.submission_id as "Soumission",
    local_time(members.answered_at)::date as "Reçue le",
    word('consent', contributions.consent).label as "Consentement",
    additions.text as "Ajout",
    additions.word_count as "Mots"
from families.members as members
inner join families.additions as additions using (question_id, text_id)
inner join families.families as families on members.family_id = families.family_id
inner join respondents.contributions as contributions
    on members.submission_id = contributions.submission_id
where additions.kind = 'own'
order by
    families.family_rank,
    members.answered_at,
    members.submission_id,
    additions.segment_number
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
