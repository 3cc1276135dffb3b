-- Answers of each submission, question by question.
-- One row per submission × question (× item) (× choice); drafts and vanished ones included.
-- The free text beside a choice `autre` stands in that choice's row; without that choice, in a
-- row of its own. Join respondents.contributions to keep what counts.

with

sources as (

    select * from history.field_sources
    where field_kind in ('question', 'other')

),

answers as (

    select * from typed.answers

),

sourced_answers as (

    select
        sources.submission_id,
        answers.field_kind,
        answers.question_id,
        answers.item_id,
        answers.choice_id,
        answers.text,
        answers.number,
        answers.date
    from answers
    inner join sources
        on
            answers.export_id = sources.export_id
            and answers.record_number = sources.record_number
            and answers.field_kind = sources.field_kind
            and answers.question_id = sources.field_id

),

own_answers as (

    select * from sourced_answers
    where field_kind = 'question'

),

other_texts as (

    select
        submission_id,
        question_id,
        'autre' as choice_id,
        text
    from sourced_answers
    where field_kind = 'other'

),

answers_with_other_texts as (

    select
        own_answers.submission_id,
        own_answers.question_id,
        own_answers.item_id,
        own_answers.choice_id,
        coalesce(own_answers.text, other_texts.text) as text,
        own_answers.number,
        own_answers.date
    from own_answers
    left join other_texts
        on
            own_answers.submission_id = other_texts.submission_id
            and own_answers.question_id = other_texts.question_id
            and own_answers.choice_id = other_texts.choice_id

),

lone_other_texts as (

    select
        other_texts.submission_id,
        other_texts.question_id,
        other_texts.text
    from other_texts
    left join own_answers
        on
            other_texts.submission_id = own_answers.submission_id
            and other_texts.question_id = own_answers.question_id
            and other_texts.choice_id = own_answers.choice_id
    where own_answers.submission_id is null

),

all_answers as (

    select * from answers_with_other_texts
    union all by name
    select * from lone_other_texts

)

select * from all_answers
