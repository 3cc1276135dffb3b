-- Voices that wrote the same: everything, under one name, or one after the other.
-- One row per reason, group and voice; key: reason, group_key, submission_id.
-- same_answers: the same answers to everything, one long text at least among them. Where two names or
-- two postcodes stand in a group, only those with the same ones stay together: a letter that hundreds
-- copied makes no single row. same_name_and_words: whoever moved, and has another address, may have
-- sent twice; a name of one word tells nobody apart among those who copied a letter.
-- same_text_in_a_row: the same long text, one after the other, under several names.
-- The kind of a wording is its question's id, or * where it is all answers: no id is that.

with

writers as (

    select answers.submission_id
    from clean.answers as answers
    inner join form.questions as questions using (question_id)
    where questions.kind = 'text' and answers.text is not null

),

wordings as (

    select
        voices.*,
        '*' as wording_kind,
        voices.written_digest::varchar as wording
    from review.voices as voices
    semi join writers using (submission_id)
    where voices.written_digest is not null
    union all
    select
        voices.*,
        texts.question_id as wording_kind,
        texts.text_digest::varchar as wording
    from review.repeated_texts as texts
    inner join review.voices as voices using (submission_id)

),

shared as (

    select
        *,
        count(*) over (partition by respondent_kind, wording_kind, wording)
            as writer_count,
        count(*) over (
            partition by respondent_kind, wording_kind, wording, folded_name
        ) as namesake_count,
        arrival_number - row_number() over (
            partition by wording_kind, wording
            order by arrival_number
        ) as run_number
    from wordings
    qualify count(*) over (partition by wording_kind, wording) > 1

),

same_answers as (

    select
        shared.*,
        count(distinct shared.folded_name) over same > 1
        or count(distinct shared.postcode) over same > 1 as is_split
    from shared
    semi join review.repeated_texts using (submission_id)
    where shared.wording_kind = '*'
    window same as (partition by shared.respondent_kind, shared.wording)

),

runs as (

    select
        wording_kind,
        wording,
        run_number
    from shared
    where wording_kind != '*'
    group by wording_kind, wording, run_number
    having
        count(*)
        >= (select thresholds.run_submission_count from form.thresholds as thresholds)
        and count(distinct folded_name) > 1

),

groups as (

    select
        'same_answers' as reason,
        concat_ws(
            chr(31),
            respondent_kind,
            wording,
            case when is_split then coalesce(folded_name, '') end,
            case when is_split then coalesce(postcode, '') end
        ) as group_key,
        submission_id
    from same_answers
    union all
    select
        'same_name_and_words' as reason,
        concat_ws(
            chr(31), respondent_kind, wording_kind, wording, folded_name
        ) as group_key,
        submission_id
    from shared
    where
        folded_name is not null
        and (contains(folded_name, ' ') or namesake_count = writer_count)
    union all
    select
        'same_text_in_a_row' as reason,
        concat_ws(chr(31), wording_kind, wording, run_number) as group_key,
        shared.submission_id
    from shared
    semi join runs using (wording_kind, wording, run_number)

)

select * from groups
qualify count(*) over (partition by reason, group_key) > 1
