-- What submissions could not choose: it was not in the form yet, or no longer.
-- One row per group of submissions and choice (of an item); key: sighting_id, question_id, item_id,
-- choice_id. Join clean.submissions on sighting_id.
-- A choice is offered to a submission that an export with its column shows, unless it came later:
-- an export made after the submission, and before the first that has the column, lacks it. A whole
-- question that an export lacks may have been left out when exporting: it came later unless
-- somebody had already answered it, and saved nothing since.

with

late_questions as (

    select distinct question_id
    from clean_steps.option_columns
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
    from clean_steps.option_columns as compared
    left join first_answers using (question_id)
    group by compared.question_id, compared.item_id, compared.choice_id

),

groups as (

    select distinct
        sighting_id,
        export_numbers,
        last_number_before
    from clean_steps.sightings

),

unasked as (

    select
        groups.sighting_id,
        judged.question_id,
        judged.item_id,
        judged.choice_id
    from groups
    cross join judged
    where
        not list_has_any(groups.export_numbers, judged.export_numbers)
        or groups.last_number_before < judged.last_number_without

)

select * from unasked
