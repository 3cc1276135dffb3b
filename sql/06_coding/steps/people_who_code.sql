-- Everybody who codes, and the person who checks the grid after them.
-- One row per person; key: coder.
-- The role of who checks the grid is written with their initials (« EF-contrôle »), so that their
-- codes never become those of a coder, nor a coder's theirs, if somebody changes role.

select
    position,
    coder,
    false as is_control
from form.coders
union all
select
    1 + (select count(*) from form.coders) as position,
    control_coder || '-' || word('coder_role', 'control').label as coder,
    true as is_control
from form.coding
where control_coder is not null
