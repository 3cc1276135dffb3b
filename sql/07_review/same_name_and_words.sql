-- Voices of one name that gave the same answers, or wrote the same long text, wherever they live.
-- One row per group and voice; key: group_key, submission_id.
-- Whoever moved, and has another address, may have sent twice. A name of one word tells nobody apart
-- among those who copied a letter.

with

writers as (

    select distinct answers.submission_id
    from clean.answers as answers
    inner join form.questions as questions using (question_id)
    where questions.kind = 'text' and answers.text is not null

),

wordings as (

    select
        voices.submission_id,
        voices.respondent_kind,
        voices.folded_name,
        'answers' as wording_kind,
        voices.written_digest as wording
    from review.voices as voices
    semi join writers using (submission_id)
    where voices.written_digest is not null
    union all
    select
        voices.submission_id,
        voices.respondent_kind,
        voices.folded_name,
        repeated_texts.question_id as wording_kind,
        repeated_texts.text_digest as wording
    from review.repeated_texts as repeated_texts
    inner join review.voices as voices using (submission_id)

),

counted as (

    select
        *,
        count(*) over (partition by respondent_kind, wording_kind, wording)
            as writer_count,
        count(*) over (
            partition by respondent_kind, wording_kind, wording, folded_name
        ) as namesake_count
    from wordings

),

groups as (

    select
        concat_ws(
            chr(31), respondent_kind, wording_kind, wording, folded_name
        ) as group_key,
        submission_id
    from counted
    where
        folded_name is not null
        and namesake_count > 1
        and (contains(folded_name, ' ') or namesake_count = writer_count)

)

select * from groups
