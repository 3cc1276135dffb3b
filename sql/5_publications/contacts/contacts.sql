-- Sheet « Contacts » of confidentiel/contacts.xlsx.
-- One row per contribution whose author gave an e-mail or a phone, with what they asked for:
-- their choices at the questions meant for the organisation only.

with

people as (

    select * from contacts.people
    where email is not null or phone is not null

),

wishes as (

    select
        answers.submission_id,
        string_agg(choices.label, ' ; ' order by questions.position, choices.position)
            as labels
    from clean.answers as answers
    inner join
        form.questions as questions
        on answers.question_id = questions.question_id
    inner join form.choices as choices
        on
            answers.question_id = choices.question_id
            and answers.choice_id = choices.choice_id
    where questions.audience = 'organisation'
    group by answers.submission_id

),

labelled as (

    select
        contributions.submission_id,
        contributions.answered_at,
        contributions.answered_at at time zone 'UTC' at time zone form.time_zone
            as local_time,
        people.name,
        people.collective,
        people.email,
        people.phone,
        categories.label as category,
        consents.label as consent,
        wishes.labels as wishes
    from respondents.contributions as contributions
    cross join form.form as form
    inner join people on contributions.submission_id = people.submission_id
    left join wishes on contributions.submission_id = wishes.submission_id
    left join form.categories as categories
        on contributions.category_id = categories.category_id
    left join form.words as consents
        on contributions.consent = consents.id and consents.kind = 'consent'

),

first_rows as (

    select *
    from labelled
    order by answered_at, submission_id
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

)

select
    submission_id as "Soumission",
    local_time as "Reçue le",
    name as "Nom",
    collective as "Collectif",
    email as "Adresse électronique",
    phone as "Téléphone",
    category as "Catégorie",
    consent as "Consentement",
    wishes as "Demandes"
from first_rows
order by answered_at, submission_id
