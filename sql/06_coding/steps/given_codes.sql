-- The last that each coder, and those who settled (coder null), gave to each unit.
-- One row per unit and coder; key: unit_id, coder.
-- A unit whose row was emptied on purpose (`is_cancelled`) is not coded any more.

with

given as (

    select
        unit_texts.unit_id,
        codes.question_id,
        codes.coder,
        codes.theme_ids,
        codes.is_quotable,
        codes.is_cancelled,
        codes.remark,
        least(files.read_at, codes.decided_at) as decided_at
    from raw.codes as codes
    inner join raw.decision_files as files on codes.file_id = files.file_id
    inner join coding.unit_texts as unit_texts
        on
            codes.question_id = unit_texts.question_id
            and codes.text_digest = unit_texts.text_digest
    qualify
        row_number() over (
            partition by unit_texts.unit_id, codes.coder
            order by
                unit_texts.is_original desc,
                decided_at desc,
                codes.file_id desc,
                codes.sheet_row desc
        ) = 1

)

select * from given
