-- Choices kept from an older version, because the exports of newer versions lack these choices.
-- One row per such tick; key: submission_id, question_id, item_id, choice_id.
-- Where only one choice is possible (a single choice, an item of a grid), any newer choice replaces
-- the older choice, and so does a cell that could not be read.

with

ticks as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_rank,
        answers.question_id,
        answers.item_id,
        answers.choice_id,
        answers.text
    from typed.answers as answers
    semi join history.absent_options as absent_options
        on
            answers.question_id = absent_options.question_id
            and answers.item_id is not distinct from absent_options.item_id
            and answers.choice_id = absent_options.choice_id
    semi join history.superseded_fields as superseded_fields
        on
            answers.export_id = superseded_fields.export_id
            and answers.record_number = superseded_fields.record_number
            and answers.field_kind = superseded_fields.field_kind
            and answers.question_id = superseded_fields.field_id
    inner join history.versions as versions using (export_id, record_number)

),

newer_versions as (

    select
        ticks.submission_id,
        ticks.version_rank,
        ticks.question_id,
        ticks.item_id,
        ticks.choice_id,
        newer.export_id,
        newer.record_number,
        absent_options.export_id is null as has_option
    from ticks
    inner join history.versions as newer
        on
            ticks.submission_id = newer.submission_id
            and ticks.version_rank > newer.version_rank
    inner join typed.export_fields as export_fields
        on
            newer.export_id = export_fields.export_id
            and export_fields.field_kind = 'question'
            and ticks.question_id = export_fields.field_id
    left join history.absent_options as absent_options
        on
            newer.export_id = absent_options.export_id
            and ticks.question_id = absent_options.question_id
            and ticks.item_id is not distinct from absent_options.item_id
            and ticks.choice_id = absent_options.choice_id

),

said_since as (

    select
        export_id,
        record_number,
        question_id,
        item_id
    from typed.answers
    where field_kind = 'question' and choice_id is not null
    union all
    select
        export_id,
        record_number,
        field_id as question_id,
        item_id
    from typed.set_aside_cells

),

replaced as (

    select newer_versions.*
    from newer_versions
    left join said_since
        on
            newer_versions.export_id = said_since.export_id
            and newer_versions.record_number = said_since.record_number
            and newer_versions.question_id = said_since.question_id
            and newer_versions.item_id is not distinct from said_since.item_id
    left join form.questions as questions
        on newer_versions.question_id = questions.question_id
    where
        newer_versions.has_option
        or (questions.kind in ('choice', 'grid') and said_since.export_id is not null)

)

select ticks.*
from ticks
anti join replaced
    on
        ticks.submission_id = replaced.submission_id
        and ticks.version_rank = replaced.version_rank
        and ticks.question_id = replaced.question_id
        and ticks.item_id is not distinct from replaced.item_id
        and ticks.choice_id = replaced.choice_id
