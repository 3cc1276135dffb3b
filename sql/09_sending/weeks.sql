-- The week of the first answer of each contribution that may leave: volumes fill in its order.
-- One row per contribution; key: submission_id, which is its reference.

select
    contributions.reference as submission_id,
    contributions.first_week
from sending.contributions as contributions
