-- Index of the pack: `contributions.xlsx` and `contributions.csv`.
-- One row per contribution, sorted by reference.
-- The day is shown of those whose name is; of the others, the week. The family is the largest that
-- one of the contribution's texts is in; who sent its letter first isn't told, as that would order
-- arrivals. What stands in a file's own bytes (its checksum), and the words of each question's text
-- (pack.index_texts), are added by Python.
-- The fingerprint is of what the contribution says, and of nothing around it: another spelling of
-- its bytes here would make every contribution of a frozen pack a changed one.

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
        on
            relations.kind = 'relation'
            and relations.id = case
                when members.relation = 'original' then 'same' else members.relation
            end
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

-- A text stands as its checksum: whatever is in it, no two answers give the same line.
lines as (

    select
        submission_id,
        concat_ws(
            chr(31),
            'answer',
            question_id,
            coalesce(item_id, ''),
            coalesce(choice_id, ''),
            coalesce(sha256(text), ''),
            coalesce(number::varchar, ''),
            coalesce(date::varchar, '')
        ) as line
    from clean.answers
    union all
    select
        submission_id,
        concat_ws(chr(31), 'withheld', question_id) as line
    from sending.withheld_texts

),

said as (

    select
        submission_id,
        string_agg(line, chr(10) order by line) as all_lines
    from lines
    group by submission_id

),

shown as (

    select
        arrivals.submission_id,
        case when named.name is not null then arrivals.day end as day,
        date_trunc('week', arrivals.day)::date as week
    from arrivals
    inner join named on arrivals.submission_id = named.submission_id

),

labelled as (

    select
        contributions.submission_id,
        categories.label as category,
        kinds.label as kind,
        consents.label as consent,
        named.name,
        named.name_quality,
        shown.day,
        shown.week,
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
        'contributions/' || contributions.submission_id || '.pdf' as document,
        sha256(
            concat_ws(
                chr(10),
                contributions.consent,
                coalesce(sha256(named.name), ''),
                coalesce(contributions.category_id, ''),
                coalesce(shown.day, shown.week)::varchar,
                coalesce(said.all_lines, '')
            )
        ) as content
    from contributions
    inner join shown on contributions.submission_id = shown.submission_id
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
    left join said on contributions.submission_id = said.submission_id

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
    document as "Document",
    content as "Empreinte du contenu"
from labelled
order by submission_id
