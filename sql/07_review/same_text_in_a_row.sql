-- Voices that came one after the other with the same long text, under several names.
-- One row per run, question and voice; key: group_key, submission_id.

with

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
    inner join review.voices as voices using (submission_id)

),

runs as (

    select
        numbered.question_id,
        numbered.text_digest,
        numbered.run_number
    from numbered
    cross join form.thresholds as thresholds
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
    inner join runs using (question_id, text_digest, run_number)

)

select * from groups
