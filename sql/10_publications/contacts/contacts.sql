-- Sheet « Contacts » of confidentiel/contacts.xlsx.
-- One row per contribution whose author gave an e-mail or a phone, with what they asked for:
-- their choices at the questions meant for the organisation only. The reference is the one under
-- which their contribution is sent, so that they can be told it.

with

people as (

    select * from people.people
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
        sent.reference,
        contributions.answered_at,
        people.name,
        people.collective,
        people.email,
        people.phone,
        consents.label as consent,
        case
            when length(wishes.labels) > thresholds.cell_character_limit
                then left(wishes.labels, thresholds.cell_character_limit) || '…'
            else wishes.labels
        end as wishes
    from respondents.contributions as contributions
    cross join form.thresholds as thresholds
    inner join people on contributions.submission_id = people.submission_id
    left join sending.contributions as sent
        on contributions.submission_id = sent.submission_id
    left join wishes on contributions.submission_id = wishes.submission_id
    left join form.words as consents
        on contributions.consent = consents.id and consents.kind = 'consent'

)

select
    submission_id as "Soumission",
    name as "Nom",
    collective as "Collectif",
    email as "Adresse électronique",
    phone as "Téléphone",
    consent as "Consentement",
    reference as "Référence transmise",
    wishes as "Demandes"
from labelled
order by answered_at, submission_id
