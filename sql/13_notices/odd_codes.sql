-- Codes of texts that are in no contribution, and codes under unknown initials.
-- One row for those without a text, and one per coder whom the form file does not name.

with

without_text as (

    select
        true as is_without_text,
        count(
            distinct concat_ws(' ', codes.question_id, codes.text_digest)
        ) as text_count,
        arg_max(files.file_name, (codes.decided_at, files.file_name)) as said
    from raw.codes as codes
    inner join raw.decision_files as files using (file_id)
    where
        not codes.is_cancelled
        and not exists (
            select 1 from coding.unit_texts as unit_texts
            where
                codes.question_id = unit_texts.question_id
                and codes.text_digest = unit_texts.text_digest
        )
    having count(*) > 0

),

unknown_coders as (

    select
        false as is_without_text,
        count(*) as text_count,
        coder as said
    from coding.codes
    where coder not in (select coders.coder from form.coders as coders)
    group by coder

),

odd_codes as (

    select * from without_text
    union all
    select * from unknown_coders

)

select
    case
        when is_without_text then 'codes_without_text'
        else 'unknown_coders'
    end as sentence_id,
    text_count,
    said
from odd_codes
order by sentence_id, said
