-- What was settled of units about which coders disagreed: the themes that count.
-- One row per unit; key: unit_id.

select
    unit_id,
    question_id,
    theme_ids,
    remark,
    decided_at
from coding_steps.given_codes
where coder is null and not is_cancelled
