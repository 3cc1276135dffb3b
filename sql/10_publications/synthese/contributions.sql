-- Sheet « Contributions » of synthese.xlsx.
-- One row per contribution, the first received first.
-- A name is shown only to those who agreed to be named, and when it is one.

with

first_contributions as (

    select *
    from respondents.contributions
    order by answered_at, submission_id
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

words_written as (

    select
        answers.submission_id,
        sum(len(regexp_extract_all(answers.text, '\S+'))) as word_count
    from first_contributions
    inner join clean.answers as answers
        on first_contributions.submission_id = answers.submission_id
    inner join form.questions as questions
        on answers.question_id = questions.question_id
    where questions.kind = 'text' and answers.text is not null
    group by answers.submission_id

),

labelled as (

    select
        contributions.answered_at,
        contributions.submission_id,
        contributions.answered_at at time zone 'UTC' at time zone form.time_zone
            as local_time,
        categories.label as category,
        consents.label as consent,
        names.name,
        submissions.commune,
        departements.label as departement,
        coalesce(words_written.word_count, 0)::bigint as word_count
    from first_contributions as contributions
    cross join form.form as form
    inner join clean.submissions as submissions
        on contributions.submission_id = submissions.submission_id
    left join respondents.names as names
        on contributions.submission_id = names.submission_id
    left join words_written on contributions.submission_id = words_written.submission_id
    left join form.categories as categories
        on contributions.category_id = categories.category_id
    left join form.words as consents
        on contributions.consent = consents.id and consents.kind = 'consent'
    left join form.words as departements
        on
            contributions.departement_id = departements.id
            and departements.kind = 'departement'

)

select
    submission_id as "Soumission",
    local_time as "Terminée le",
    category as "Catégorie",
    consent as "Consentement",
    name as "Nom à afficher",
    commune as "Commune",
    departement as "Département",
    word_count as "Mots"
from labelled
order by answered_at, submission_id
