-- Sheet « Ajouts » of synthese.xlsx.
-- One row per passage that someone added of their own to a template letter.
-- The largest families first, then in the order of arrival.

with

own_additions as (

    select * from families.additions
    where kind = 'own'

),

written as (

    select
        families.family_rank,
        families.original_text,
        members.family_id,
        members.question_id,
        members.submission_id,
        members.answered_at,
        own_additions.segment_number,
        own_additions.text,
        own_additions.word_count
    from families.members as members
    inner join own_additions
        on
            members.question_id = own_additions.question_id
            and members.text_id = own_additions.text_id
    inner join families.families as families on members.family_id = families.family_id

),

first_rows as (

    select *
    from written
    order by family_rank, answered_at, submission_id, segment_number
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

labelled as (

    select
        first_rows.*,
        questions.title,
        consents.label as consent,
        first_rows.answered_at at time zone 'UTC' at time zone form.time_zone
            as local_time,
        left(regexp_replace(trim(first_rows.original_text), '\s+', ' ', 'g'), 40)
            as beginning,
        substring(first_rows.text, 1, thresholds.cell_character_limit) as shown_text
    from first_rows
    cross join form.form as form
    cross join form.thresholds as thresholds
    inner join form.questions as questions
        on first_rows.question_id = questions.question_id
    inner join respondents.contributions as contributions
        on first_rows.submission_id = contributions.submission_id
    left join form.words as consents
        on contributions.consent = consents.id and consents.kind = 'consent'

)

select
    'n° ' || family_rank || ' · ' || beginning || '…' as "Famille",
    title as "Question",
    submission_id as "Soumission",
    local_time::date as "Reçue le",
    consent as "Consentement",
    shown_text as "Ajout",
    word_count as "Mots"
from labelled
order by family_rank, answered_at, submission_id, segment_number
