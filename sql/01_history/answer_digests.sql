-- Checksums of the answers of versions that are compared, question by question.
-- One row per such version and question that it answers, and one per choice that some exports lack;
-- key: export_id, record_number, field_kind, field_id, item_id, choice_id.
-- `bare_digest` leaves out what xlsx loses: emojis, control characters and white space at the ends.

with

absent_somewhere as (

    select distinct
        question_id,
        item_id as option_item_id,
        choice_id as option_choice_id
    from history.absent_options

),

answers as (

    select
        answers.*,
        absent_somewhere.option_item_id,
        absent_somewhere.option_choice_id,
        regexp_replace(
            answers.text,
            '[^\x{21}-\x{FFFF}]|[\x{200D}\x{FE00}-\x{FE0F}]',
            '',
            'g'
        ) as bare_text
    from typed.answers as answers
    semi join history.compared_records using (export_id, record_number)
    left join absent_somewhere
        on
            answers.field_kind = 'question'
            and answers.question_id = absent_somewhere.question_id
            and answers.item_id is not distinct from absent_somewhere.option_item_id
            and answers.choice_id = absent_somewhere.option_choice_id

),

answer_digests as (

    select
        export_id,
        record_number,
        field_kind,
        question_id as field_id,
        option_item_id as item_id,
        option_choice_id as choice_id,
        sum(
            md5_number_lower(
                row(item_id, choice_id, text, number, date)::varchar
            )
        ) as digest,
        sum(
            md5_number_lower(
                row(item_id, choice_id, bare_text, number, date)::varchar
            )
        ) filter (
            where text is null or choice_id is not null or bare_text != ''
        ) as bare_digest
    from answers
    group by
        export_id,
        record_number,
        field_kind,
        question_id,
        option_item_id,
        option_choice_id

)

select * from answer_digests
