-- True where an export that reaches furthest shows all known answers again, as they are now.
-- One row. Only such an export brings edits, consents that were taken back, deletions.

with

furthest as (

    select
        file_name,
        unread_count
    from facts.exports
    qualify rank() over (order by export_place desc) = 1

),

nearest_to_all as (

    select * from furthest
    order by unread_count asc, file_name asc
    limit 1

)

select
    count(*) filter (where unread_count > 0) = 0 as is_reread,
    any_value(file_name) filter (where unread_count > 0) as unread_file,
    coalesce(sum(unread_count), 0)::bigint as unread_count
from nearest_to_all
