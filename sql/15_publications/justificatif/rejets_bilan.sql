-- Counts above the sheet « Rejets » of justificatif.xlsx.
-- One row per nature and reason, refused files first; the lost answers are counted once each,
-- though several exports may have the same broken record.

with

lost_answers as (

    select
        rule,
        count(*) as lost_count
    from clean.rejections
    group by rule

),

counts as (

    select
        'refused_file' as nature_id,
        null as reason,
        count(*) as row_count,
        null as lost_count
    from raw.refusals
    having count(*) > 0
    union all
    select
        'rejected_row' as nature_id,
        rejections.rule as reason,
        count(*) as row_count,
        coalesce(any_value(lost_answers.lost_count), 0) as lost_count
    from typed.rejections as rejections
    left join lost_answers using (rule)
    group by rejections.rule
    union all
    select
        'set_aside_cell' as nature_id,
        rule as reason,
        count(*) as row_count,
        0 as lost_count
    from clean.set_aside_cells
    group by rule

),

worded as (

    select
        *,
        coalesce(word('rejection', reason), word('set_aside', reason)) as reason_word
    from counts

)

select
    nature_id as "Nature",
    struct_extract(reason_word, 'label') as "Raison",
    row_count as "Nombre",
    lost_count as "Réponses perdues"
from worded
order by nature_id, struct_extract(reason_word, 'position'), "Raison"
