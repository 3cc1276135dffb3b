-- Codes of texts that are in no contribution, and codes under unknown initials.
-- One row for those without a text, and one per coder whom the form file does not name.

select
    'codes_without_text' as sentence_id,
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
union all
select
    'unknown_coders' as sentence_id,
    count(*) as text_count,
    coder as said
from coding.codes
where coder not in (select coders.coder from form.coders as coders)
group by coder
order by sentence_id, said
