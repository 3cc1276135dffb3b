-- Index of the pack: `contributions.xlsx` and `contributions.csv`.
-- One row per contribution, sorted by reference.
-- The day is shown of those who agreed to be named; of the others, the week. The family is the
-- largest that one of the contribution's texts is in. What stands in a file's own bytes (its
-- checksum), and the words of each question's text (pack.index_texts), are added by Python.

with

contributions as (

    select * from respondents.contributions

),

arrivals as (

    select
        contributions.submission_id,
        (
            contributions.answered_at at time zone 'UTC' at time zone form.time_zone
        )::date as day
    from contributions
    cross join form.form as form

),

named as (

    select * from pack.name_qualities

),

in_families as (

    select
        largest.submission_id,
        largest.family_id,
        any_value(relations.label order by members.question_id) as relation,
        bool_or(members.has_addition) as has_addition
    from families.largest as largest
    inner join families.members as members
        on
            largest.submission_id = members.submission_id
            and largest.family_id = members.family_id
    left join form.words as relations
        on members.relation = relations.id and relations.kind = 'relation'
    group by largest.submission_id, largest.family_id

),

withheld as (

    select
        withheld_texts.submission_id,
        string_agg(questions.title, ' ; ' order by questions.position) as questions
    from sending.withheld_texts as withheld_texts
    inner join form.questions as questions
        on withheld_texts.question_id = questions.question_id
    group by withheld_texts.submission_id

),

doubted as (

    select distinct submission_id from sending.doubts

),

labelled as (

    select
        contributions.submission_id,
        categories.label as category,
        kinds.label as kind,
        consents.label as consent,
        named.name,
        named.name_quality,
        case
            when contributions.consent in ('own_name', 'collective_name')
                then arrivals.day
        end as day,
        date_trunc('week', arrivals.day)::date as week,
        in_families.family_id,
        in_families.relation,
        case
            when in_families.has_addition then 'oui'
            when in_families.submission_id is not null then 'non'
        end as addition,
        case
            when doubted.submission_id is not null then 'oui' else 'non'
        end as doubt,
        withheld.questions as withheld_texts,
        'contributions/' || contributions.submission_id || '.pdf' as document
    from contributions
    inner join arrivals on contributions.submission_id = arrivals.submission_id
    inner join named on contributions.submission_id = named.submission_id
    left join form.categories as categories
        on contributions.category_id = categories.category_id
    left join form.words as kinds
        on
            contributions.respondent_kind = kinds.id
            and kinds.kind = 'respondent_kind'
    left join form.words as consents
        on contributions.consent = consents.id and consents.kind = 'consent'
    left join in_families
        on contributions.submission_id = in_families.submission_id
    left join doubted on contributions.submission_id = doubted.submission_id
    left join withheld on contributions.submission_id = withheld.submission_id

)

select
    submission_id as "Référence",
    category as "Qualité déclarée",
    kind as "Nature",
    consent as "Consentement",
    name as "Nom",
    name_quality as "Qualité du nom",
    day as "Jour",
    week as "Semaine du",
    family_id as "Famille de textes",
    relation as "Relation",
    addition as "Ajout personnel",
    doubt as "Double envoi probable",
    withheld_texts as "Texte non transmis",
    document as "Document"
from labelled
order by submission_id
