-- Words that an organiser asked to mask in a text, when it was last read.
-- One row per text; key: submission_id, question_id. Never published.

with

latest_readings as (

    select
        decisions.question_id,
        decisions.decided_at,
        decisions.submission_ids
    from clean.decisions as decisions
    where decisions.decision_kind = 'reading'

),

words_to_mask as (

    select
        latest_readings.submission_ids[1] as submission_id,
        latest_readings.question_id,
        list_sort(list_distinct(flatten(list(given.words)))) as words
    from latest_readings
    inner join raw.decisions as given
        on
            given.decision_kind = 'reading'
            and latest_readings.submission_ids = given.submission_ids
            and latest_readings.question_id = given.question_id
            and latest_readings.decided_at = given.decided_at
            and given.choice = 'mask'
    group by latest_readings.submission_ids, latest_readings.question_id

)

select * from words_to_mask
