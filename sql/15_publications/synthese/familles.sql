-- Sheet « Textes types » of synthese.xlsx.
-- One row per family of texts, then one per shared passage, each with a number of its own: of
-- families it is that of the pack, the most used there first.

with

passages as (

    select
        shared_passages.passage_id,
        shared_passages.question_id,
        shared_passages.respondent_count,
        shared_passages.passage_text,
        min(contributions.answered_at) as first_answered_at,
        max(contributions.answered_at) as last_answered_at
    from families.shared_passages as shared_passages
    inner join families.passage_users using (passage_id)
    inner join respondents.contributions as contributions using (submission_id)
    group by all

),

everything as (

    select
        'family' as nature_id,
        family_rank as number,
        question_id,
        respondent_count,
        distinct_text_count,
        as_is_count,
        blanks_only_count,
        own_addition_count,
        first_answered_at,
        last_answered_at,
        original_text as text
    from families.families
    union all by name
    select
        'passage' as nature_id,
        (select count(*) from families.families)
        + row_number() over (order by respondent_count desc, passage_id asc) as number,
        question_id,
        respondent_count,
        first_answered_at,
        last_answered_at,
        passage_text as text
    from passages

)

select
    family_title(number, text) as "Famille",
    sentence('familles', nature_id) as "Nature",
    word('question', question_id).label as "Question",
    respondent_count as "Personnes",
    distinct_text_count as "Textes différents",
    as_is_count as "Repris tel quel",
    blanks_only_count as "Blancs ou phrases types",
    own_addition_count as "Avec un ajout personnel",
    local_time(first_answered_at)::date as "Première",
    local_time(last_answered_at)::date as "Dernière",
    text as "Texte d’origine"
from everything
order by nature_id, number
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
