-- What each coder found in each unit: its themes; none of them is said by an empty list.
-- One row per unit and coder; key: unit_id, coder.

select
    unit_id,
    question_id,
    coder,
    theme_ids,
    is_quotable,
    remark,
    decided_at
from coding_steps.given_codes
where coder is not null and not is_cancelled
