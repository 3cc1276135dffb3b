-- Codes of texts in no contribution, codes under unknown initials, and codes of removed themes.
-- One row for those without a text, one per coder whom the form file does not name, and one per theme
-- that was taken out of the grid, or made one with another.

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
union all
select
    case
        when themes.standing_id is null then 'gone_themes'
        else 'merged_themes'
    end as sentence_id,
    count(
        distinct concat_ws(' ', codes.coder, codes.question_id, codes.text_digest)
    ) as text_count,
    themes.last_title as said
from coding_steps.worded_themes as themes
left join raw.codes as codes
    on list_contains(codes.theme_ids, themes.theme_id) and codes.coder is not null
where themes.title is null
group by themes.theme_id, themes.standing_id, themes.last_title
order by sentence_id, said
