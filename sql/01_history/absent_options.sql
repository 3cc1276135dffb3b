-- Choices that could not be made in each export, of the questions that it has.
-- One row per export and choice (of an item); key: export_id, question_id, item_id, choice_id.
-- The export lacks the choice's column. Or, where one column holds several choices, another export
-- has the choice in the same version of a submission, so that it had left the form.

with

named as (

    select distinct
        export_id,
        question_id,
        item_id,
        choice_id
    from typed.answers
    where field_kind = 'question' and choice_id is not null

),

named_elsewhere as (

    select named.* replace (exports.export_id as export_id)
    from named
    inner join typed.export_fields as exports
        on
            exports.field_kind = 'question'
            and named.question_id = exports.field_id
            and not coalesce(exports.has_choice_columns, false)
    except
    select * from named
    except
    select * from typed.absent_options

),

dated_versions as (

    select versions.*
    from history.versions as versions
    inner join history.exports as exports using (export_id)
    where exports.has_modification_times

),

-- Nobody's cell names them in that export, and they are gone from the cell of somebody who saved
-- nothing since a version that named them.
left_the_form as (

    select distinct named_elsewhere.*
    from named_elsewhere
    inner join typed.answers as answers
        on
            answers.field_kind = 'question'
            and named_elsewhere.question_id = answers.question_id
            and named_elsewhere.item_id is not distinct from answers.item_id
            and named_elsewhere.choice_id = answers.choice_id
    inner join dated_versions as earlier
        on
            answers.export_id = earlier.export_id
            and answers.record_number = earlier.record_number
    inner join dated_versions as later
        on
            earlier.submission_id = later.submission_id
            and named_elsewhere.export_id = later.export_id
            and earlier.version_at = later.version_at
            and earlier.is_draft = later.is_draft
            and earlier.version_rank > later.version_rank
    anti join typed.set_aside_cells as unread
        on
            later.export_id = unread.export_id
            and later.record_number = unread.record_number
            and named_elsewhere.question_id = unread.field_id
            and named_elsewhere.item_id is not distinct from unread.item_id

)

select * from typed.absent_options
union all
select * from left_the_form
