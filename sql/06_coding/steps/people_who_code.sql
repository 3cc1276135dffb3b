-- Everybody who codes, and the person who checks the grid after them.
-- One row per person; key: coder.

select
    position,
    coder,
    false as is_control
from form.coders
union all
select
    1 + (select count(*) from form.coders) as position,
    control_coder as coder,
    true as is_control
from form.coding
where control_coder is not null
