-- Voices that came one after the other with the same long text, under several names.
-- One row per run, question and voice; key: group_key, submission_id.

with

thresholds as (

    select * from form.thresholds

),

numbered as (

    select
        repeated_texts.submission_id,
        repeated_texts.question_id,
        repeated_texts.text_digest,
        voices.folded_name,
        voices.arrival_number,
        voices.arrival_number - row_number() over (
            partition by repeated_texts.question_id, repeated_texts.text_digest
            order by voices.arrival_number
        ) as run_number
    from review.repeated_texts as repeated_texts
    inner join review.voices as voices
        on repeated_texts.submission_id = voices.submission_id

),

runs as (

    select
        numbered.question_id,
        numbered.text_digest,
        numbered.run_number
    from numbered
    cross join thresholds
    group by
        numbered.question_id,
        numbered.text_digest,
        numbered.run_number,
        thresholds.run_submission_count
    having
        count(*) >= thresholds.run_submission_count
        and count(distinct numbered.folded_name) > 1

),

groups as (

    select
        concat_ws(
            chr(31), numbered.question_id, numbered.text_digest, numbered.run_number
        ) as group_key,
        numbered.submission_id
    from numbered
    inner join runs
        on
            numbered.question_id = runs.question_id
            and numbered.text_digest = runs.text_digest
            and numbered.run_number = runs.run_number

)

select * from groups
