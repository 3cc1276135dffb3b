-- Counts above the sheet « Rejets » of justificatif.xlsx.
-- One row per nature and reason, refused files first; the lost answers are counted once each,
-- though several exports may have the same broken record.

with

counts as (

    select
        'refused_file' as nature_id,
        null as reason,
        count(*) as row_count,
        0 as lost_count
    from raw.refusals
    having count(*) > 0
    union all
    select
        'rejected_row' as nature_id,
        rule as reason,
        count(*) as row_count,
        (
            select count(*) from clean.rejections as lost
            where lost.rule = rejections.rule
        ) as lost_count
    from typed.rejections as rejections
    group by rejections.rule
    union all
    select
        'set_aside_cell' as nature_id,
        rule as reason,
        count(*) as row_count,
        0 as lost_count
    from clean.set_aside_cells
    group by rule

)

select
    nature_id as "Nature",
    coalesce(word('rejection', reason), word('set_aside', reason)).label as "Raison",
    row_count as "Nombre",
    lost_count as "Réponses perdues"
from counts
order by
    nature_id,
    word('rejection', reason).position,
    word('set_aside', reason).position,
    "Raison"
