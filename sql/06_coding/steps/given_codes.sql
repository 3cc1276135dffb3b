-- The last that each coder, and those who settled (coder null), gave to each unit.
-- One row per unit and coder; key: unit_id, coder.
-- A unit whose row was emptied on purpose (`is_cancelled`) is not coded any more. People give the
-- same copy back again and again: what was written over a code (`shown`) is newer than that code,
-- in whichever copy it comes back later. Of texts coded apart that became one unit, the original's
-- code holds until somebody changes what was shown of it.

with

given as (

    select
        unit_texts.unit_id,
        unit_texts.is_original,
        codes.* replace (least(files.read_at, codes.decided_at) as decided_at)
    from raw.codes as codes
    inner join raw.decision_files as files using (file_id)
    inner join coding.unit_texts as unit_texts using (question_id, text_digest)

),

compared as (

    select
        *,
        min(decided_at) over (partition by unit_id, coder, shown) as shown_since
    from given

)

select
    unit_id,
    question_id,
    coder,
    theme_ids,
    is_quotable,
    is_cancelled,
    remark,
    decided_at
from compared
qualify
    row_number() over (
        partition by unit_id, coder
        order by
            shown_since desc,
            is_original desc,
            decided_at desc,
            file_id desc,
            sheet_row desc
    ) = 1
