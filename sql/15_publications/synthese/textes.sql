-- Sheet « Textes » of synthese.xlsx.
-- One row per free text of a contribution, or per part of it, the first received first.
-- A spreadsheet's cell holds 32,767 units, of which an emoji takes two: a longer text goes on in
-- the next row. The number of rows is limited, and consultation.duckdb has all texts. A text that
-- only a person can read has a row that says where it is.

with

texts as (

    select
        submission_id,
        question_id,
        text,
        false as is_by_hand
    from clean.answers
    where text is not null
    union all
    select distinct
        cells.submission_id,
        cells.field_id as question_id,
        sentence(
            'textes',
            'by_hand',
            struct_pack(file := exports.file_name, line := records.line_number::varchar)
        ) as text,
        true as is_by_hand
    from clean.set_aside_cells as cells
    inner join clean.exports as exports using (export_id)
    inner join raw.records as records using (export_id, record_number)
    where cells.rule = 'to_read_by_hand'

),

first_texts as (

    select
        contributions.answered_at,
        contributions.submission_id,
        contributions.category_id,
        contributions.consent,
        questions.position,
        questions.title,
        texts.text,
        texts.is_by_hand,
        greatest(
            1,
            ceil(length(texts.text) / thresholds.cell_character_limit)::bigint
        ) as part_count,
        thresholds.cell_character_limit
    from texts
    cross join form.thresholds as thresholds
    inner join respondents.contributions as contributions using (submission_id)
    inner join form.questions as questions using (question_id)
    where questions.kind in ('text', 'choice', 'choices', 'file')
    order by contributions.answered_at, contributions.submission_id, questions.position
    limit (select limits.sheet_row_limit from form.thresholds as limits)

)

select
    submission_id as "Soumission",
    local_time(answered_at) as "Reçue le",
    word('category', category_id).label as "Catégorie",
    word('consent', consent).label as "Consentement",
    title as "Question",
    case
        when part_count > 1
            then sentence('textes', 'part', struct_pack(part := part, of := part_count))
    end as "Partie",
    substring(text, (part - 1) * cell_character_limit + 1, cell_character_limit)
        as "Texte",
    case
        when part = 1 and not is_by_hand then len(regexp_extract_all(text, '\S+'))
    end as "Mots"
from first_texts
cross join unnest(generate_series(1, part_count)) as parts (part)
order by answered_at, submission_id, position, part
