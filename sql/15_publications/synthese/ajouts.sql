-- Sheet « Ajouts » of synthese.xlsx.
-- One row per family and passage that someone added of their own to its letter, however many did.
-- The largest families first, then in the order of arrival.

with

added as (

    select
        members.family_id,
        names.letter_name,
        families.respondent_count as family_size,
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
    inner join sending.letter_names as names on members.family_id = names.family_id
    inner join respondents.contributions as contributions using (submission_id)

),

told as (

    select
        family_id,
        text,
        any_value(letter_name) as letter_name,
        any_value(family_size) as family_size,
        any_value(original_text) as original_text,
        any_value(question_id) as question_id,
        any_value(word_count) as word_count,
        count(distinct submission_id) as respondent_count,
        min(answered_at) as first_answered_at,
        string_agg(distinct consent, ' ; ' order by consent) as consents,
        string_agg(distinct submission_id, ', ' order by submission_id)
            as submissions
    from added
    group by family_id, text

)

select
    family_title(letter_name, original_text) as "Famille",
    word('question', question_id).label as "Question",
    text as "Ajout",
    word_count as "Mots",
    respondent_count as "Personnes",
    local_time(first_answered_at)::date as "Première",
    consents as "Consentement",
    submissions as "Soumissions"
from told
order by family_size desc, family_id asc, first_answered_at asc, text asc
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
