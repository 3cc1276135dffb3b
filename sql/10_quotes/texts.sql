-- Texts that may be quoted: a person read them again as they leave, and kept none of them back.
-- One row per contribution and question that asks for arguments; key: submission_id, question_id.
-- A name is there only with its author's consent, as in the rest of the pack.

with

marked as (

    select distinct
        units.submission_id,
        units.question_id
    from coding.codes as codes
    inner join coding.unit_submissions as units using (unit_id)
    where codes.is_quotable

),

texts as (

    select
        leaving.submission_id,
        leaving.question_id,
        leaving.reference,
        leaving.consent,
        names.name,
        leaving.text as sent_text,
        len(regexp_extract_all(leaving.text, '[\p{L}\p{N}]+')) as word_count,
        members.family_id is not null and not members.has_addition as is_letter,
        marked.submission_id is not null as is_marked
    from sending.leaving_texts as leaving
    inner join form.questions as questions using (question_id)
    left join families.members as members using (submission_id, question_id)
    left join sending.names as names on leaving.reference = names.submission_id
    left join marked using (submission_id, question_id)
    where
        leaving.is_read
        and questions.kind = 'text'
        and questions.audience = 'all'
        and (questions.has_families or questions.is_coded)

)

select * from texts
where word_count > 0
