-- Counts above the sheet « Rejets » of synthese.xlsx.
-- One row per nature and reason, refused files first; the lost answers are counted once each,
-- though several exports may have the same broken record.

with

words as (

    select * from form.words

),

refused_files as (

    select
        1 as rank,
        0 as position,
        'Fichier refusé' as nature,
        null::varchar as reason,
        count(*) as row_count,
        null::bigint as lost_count
    from raw.refusals
    having count(*) > 0

),

rejected_rows as (

    select
        rule,
        count(*) as row_count
    from typed.rejections
    group by rule

),

lost_answers as (

    select
        rule,
        count(*) as lost_count
    from clean.rejections
    group by rule

),

rejected_records as (

    select
        2 as rank,
        words.position,
        'Ligne rejetée' as nature,
        coalesce(words.label, rejected_rows.rule) as reason,
        rejected_rows.row_count,
        coalesce(lost_answers.lost_count, 0) as lost_count
    from rejected_rows
    left join lost_answers on rejected_rows.rule = lost_answers.rule
    left join words on rejected_rows.rule = words.id and words.kind = 'rejection'

),

cells_set_aside as (

    select
        3 as rank,
        any_value(words.position) as position,
        'Cellule écartée' as nature,
        coalesce(any_value(words.label), cells.rule) as reason,
        count(*) as row_count,
        0 as lost_count
    from clean.set_aside_cells as cells
    left join words on cells.rule = words.id and words.kind = 'set_aside'
    group by cells.rule

),

everything as (

    select * from refused_files
    union all
    select * from rejected_records
    union all
    select * from cells_set_aside

)

select
    nature as "Nature",
    reason as "Raison",
    row_count as "Nombre",
    lost_count as "Réponses perdues"
from everything
order by rank, position, reason
