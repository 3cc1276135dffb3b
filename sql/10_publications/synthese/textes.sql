-- Sheet « Textes » of synthese.xlsx.
-- One row per free text of a contribution, or per part of it, the first received first.
-- A spreadsheet's cell holds 32,767 units, of which an emoji takes two: a longer text goes on
-- in the next row. The rows that one can read are limited; consultation.duckdb has them all.

with

texts as (

    select
        contributions.answered_at,
        contributions.submission_id,
        contributions.category_id,
        contributions.consent,
        answers.question_id,
        answers.text
    from clean.answers as answers
    inner join respondents.contributions as contributions
        on answers.submission_id = contributions.submission_id
    inner join
        form.questions as questions
        on answers.question_id = questions.question_id
    where
        answers.text is not null
        and questions.kind in ('text', 'choice', 'choices', 'file')

),

first_texts as (

    select
        texts.*,
        questions.position as question_position,
        questions.title
    from texts
    inner join form.questions as questions on texts.question_id = questions.question_id
    order by texts.answered_at, texts.submission_id, questions.position
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

numbered_parts as (

    select
        first_texts.*,
        unnest(
            generate_series(
                1,
                greatest(
                    1,
                    ceil(
                        length(first_texts.text) / thresholds.cell_character_limit
                    )::bigint
                )
            )
        ) as part,
        thresholds.cell_character_limit
    from first_texts
    cross join form.thresholds as thresholds

),

parts as (

    select
        *,
        max(part) over (partition by submission_id, question_id) as part_count,
        substring(
            text, (part - 1) * cell_character_limit + 1, cell_character_limit
        ) as part_text
    from numbered_parts

),

labelled as (

    select
        parts.*,
        parts.answered_at at time zone 'UTC' at time zone form.time_zone as local_time,
        categories.label as category,
        words.label as consent_label,
        len(regexp_extract_all(parts.text, '\S+')) as word_count
    from parts
    cross join form.form as form
    left join form.categories as categories
        on parts.category_id = categories.category_id
    left join form.words as words
        on parts.consent = words.id and words.kind = 'consent'

)

select
    submission_id as "Soumission",
    local_time as "Reçue le",
    category as "Catégorie",
    consent_label as "Consentement",
    title as "Question",
    case when part_count > 1 then part || ' sur ' || part_count end as "Partie",
    part_text as "Texte",
    case when part = 1 then word_count end as "Mots"
from labelled
order by answered_at, submission_id, question_position, part
