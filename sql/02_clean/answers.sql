-- Answers of each submission, question by question.
-- One row per submission × question (× item) (× choice); drafts and vanished ones included.
-- The free text next to a choice `autre` is in the row of that choice, or else in a row of its own.
-- Each choice, item or field is read from the newest version whose export has it: an answer stays
-- when its question or choice leaves the form. Join respondents.contributions to keep what counts.

with

-- Read twice rather than kept: texts are long.
standing_answers as not materialized (

    select
        versions.submission_id,
        answers.field_kind,
        answers.question_id,
        answers.item_id,
        answers.choice_id,
        answers.text,
        answers.number,
        answers.date
    from typed.answers as answers
    inner join history.versions as versions using (export_id, record_number)
    inner join typed.export_fields as export_fields
        on
            answers.export_id = export_fields.export_id
            and answers.field_kind = export_fields.field_kind
            and answers.question_id = export_fields.field_id
    anti join history.superseded_fields as superseded_fields
        on
            answers.export_id = superseded_fields.export_id
            and answers.record_number = superseded_fields.record_number
            and answers.field_kind = superseded_fields.field_kind
            and answers.question_id = superseded_fields.field_id
    union all
    select
        submission_id,
        'question' as field_kind,
        question_id,
        item_id,
        choice_id,
        text,
        null::double as number,
        null::date as date
    from history.kept_ticks

),

other_answers as (

    select
        submission_id,
        question_id,
        item_id,
        any_value(choice_id) as choice_id,
        any_value(text) as text,
        null::double as number,
        null::date as date
    from standing_answers
    where field_kind = 'other' or choice_id = 'autre'
    group by submission_id, question_id, item_id

)

select * exclude (field_kind)
from standing_answers
where field_kind = 'question' and (choice_id is null or choice_id != 'autre')
union all
select * from other_answers
