-- Sheet « Familles » of synthese.xlsx.
-- One row per family of texts, then one per shared passage, the most used first.
-- A spreadsheet's cell holds 32,767 units: of a longer letter the beginning is shown here, and
-- the whole in the sheet Textes.

with

families as (

    select
        1 as place,
        family_rank as number,
        family_id as shown_id,
        question_id,
        'Famille de textes' as nature,
        respondent_count,
        distinct_text_count,
        as_is_count,
        blanks_only_count,
        own_addition_count,
        first_answered_at,
        last_answered_at,
        original_text as text
    from families.families

),

passage_times as (

    select
        passage_users.passage_id,
        min(contributions.answered_at) as first_answered_at,
        max(contributions.answered_at) as last_answered_at
    from families.passage_users as passage_users
    inner join respondents.contributions as contributions
        on passage_users.submission_id = contributions.submission_id
    group by passage_users.passage_id

),

passages as (

    select
        2 as place,
        row_number() over (
            order by
                shared_passages.respondent_count desc, shared_passages.passage_id asc
        ) as number,
        shared_passages.passage_id as shown_id,
        shared_passages.question_id,
        'Passage commun' as nature,
        shared_passages.respondent_count,
        null as distinct_text_count,
        null as as_is_count,
        null as blanks_only_count,
        null as own_addition_count,
        passage_times.first_answered_at,
        passage_times.last_answered_at,
        shared_passages.passage_text as text
    from families.shared_passages as shared_passages
    inner join passage_times on shared_passages.passage_id = passage_times.passage_id

),

everything as (

    select * from families
    union all
    select * from passages

),

first_rows as (

    select *
    from everything
    order by place, number
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

labelled as (

    select
        first_rows.*,
        questions.title,
        first_rows.first_answered_at at time zone 'UTC' at time zone form.time_zone
            as first_time,
        first_rows.last_answered_at at time zone 'UTC' at time zone form.time_zone
            as last_time,
        left(regexp_replace(trim(first_rows.text), '\s+', ' ', 'g'), 40) as beginning,
        substring(first_rows.text, 1, thresholds.cell_character_limit) as shown_text
    from first_rows
    cross join form.form as form
    cross join form.thresholds as thresholds
    inner join form.questions as questions
        on first_rows.question_id = questions.question_id

)

select
    'n° ' || number || ' · ' || beginning || '…' as "Famille",
    nature as "Nature",
    title as "Question",
    respondent_count as "Personnes",
    distinct_text_count as "Textes différents",
    as_is_count as "Repris tel quel",
    blanks_only_count as "Blancs ou phrases types",
    own_addition_count as "Avec un ajout personnel",
    first_time::date as "Première",
    last_time::date as "Dernière",
    shown_text as "Texte d'origine",
    shown_id as "Identifiant"
from labelled
order by place, number
