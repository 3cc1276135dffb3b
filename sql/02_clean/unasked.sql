-- Choices that submissions could not make: they were not in the form yet, or no longer.
-- One row per group of submissions and choice (of an item); key: sighting_id, question_id, item_id,
-- choice_id. Join clean.submissions on sighting_id.
-- A submission could make a choice if an export that has the submission has the choice's column,
-- unless the choice came later: an export made after the submission, and before the first export
-- with the column, lacks it. An export may lack a whole question only because the question was left
-- out when exporting: the question came later unless somebody had already answered it, and saved
-- nothing since.

with

options as (

    select
        questions.question_id,
        items.item_id,
        choices.choice_id
    from form.questions as questions
    inner join form.choices as choices using (question_id)
    left join form.items as items using (question_id)
    where questions.is_closed

),

columns as (

    select
        options.*,
        exports.export_number,
        date_trunc('minute', exports.exported_at) as exported_minute,
        export_fields.export_id is not null as has_question,
        export_fields.export_id is not null and absent_options.export_id is null
            as has_option
    from options
    cross join history.exports as exports
    left join typed.export_fields as export_fields
        on
            exports.export_id = export_fields.export_id
            and export_fields.field_kind = 'question'
            and options.question_id = export_fields.field_id
    left join history.absent_options as absent_options
        on
            exports.export_id = absent_options.export_id
            and options.question_id = absent_options.question_id
            and options.item_id is not distinct from absent_options.item_id
            and options.choice_id = absent_options.choice_id

),

-- Of those that some export lacks. `is_before_first`: of an earlier minute than all that have it.
option_columns as (

    select
        *,
        min(coalesce(exported_minute, '-infinity'::timestamp)) filter (
            where has_option
        ) over (partition by question_id, item_id, choice_id) > exported_minute
            as is_before_first
    from columns
    qualify not bool_and(has_option) over (partition by question_id, item_id, choice_id)

),

late_questions as (

    select distinct question_id
    from option_columns
    where not has_question and is_before_first

),

first_answers as (

    select
        answers.question_id,
        min(versions.version_at) as answered_at
    from typed.answers as answers
    semi join late_questions using (question_id)
    inner join history.versions as versions using (export_id, record_number)
    inner join history.exports as exports using (export_id)
    where answers.field_kind = 'question' and exports.has_modification_times
    group by answers.question_id

),

judged as (

    select
        compared.question_id,
        compared.item_id,
        compared.choice_id,
        coalesce(
            list(compared.export_number) filter (where compared.has_option),
            []
        ) as export_numbers,
        max(compared.export_number) filter (
            where
            compared.is_before_first
            and (
                compared.has_question
                or coalesce(first_answers.answered_at >= compared.exported_minute, true)
            )
        ) as last_number_without
    from option_columns as compared
    left join first_answers using (question_id)
    group by compared.question_id, compared.item_id, compared.choice_id

),

sightings as (

    select distinct * exclude (submission_id)
    from clean_steps.sightings

)

select
    sightings.sighting_id,
    judged.question_id,
    judged.item_id,
    judged.choice_id
from sightings
cross join judged
where
    not list_has_any(sightings.export_numbers, judged.export_numbers)
    or sightings.last_number_before < judged.last_number_without
