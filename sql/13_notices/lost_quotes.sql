-- Quotes that were chosen and are not quoted, or not any more: what they were chosen of has changed.
-- One row, when there are some.

select
    count(*) as quote_count,
    list(distinct reference order by reference) as names
from quotes.decisions
where state != 'applied' and choice is distinct from 'pass'
having count(*) > 0
