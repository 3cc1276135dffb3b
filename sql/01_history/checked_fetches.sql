-- Exports that a fetch found to be whole, and when.
-- One row per export; key: export_id.
-- The site counted as many answers before and after. What a fetch noted of another number of answers
-- than the export has, erased ones included, is no proof, nor is none at all; nor is an hour that
-- had not come yet when the note was read.

select
    fetches.export_id,
    case when fetches.is_ahead is not true then fetches.fetched_at end as fetched_at
from raw.fetches as fetches
semi join typed.exports using (export_id)
where
    fetches.answer_count > 0
    and fetches.answer_count = (
        select count(*) from raw.records as records
        where fetches.export_id = records.export_id
    ) + (
        select count(*) from raw.erased as erased
        where fetches.export_id = erased.export_id
    )
