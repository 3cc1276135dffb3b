-- The backup that the data was restored from: withdrawals read after it are not known.
-- One row, or none.

select
    strftime(
        restorations.backup_at at time zone 'UTC' at time zone form.time_zone,
        '%d/%m/%Y'
    ) as backup_on
from raw.restorations as restorations
cross join form.form as form
