-- Totals of several choices, as the form file declares them, for the note of method.
-- One row per question (× item) that has some and was answered, the greatest total first. The
-- lowest and the highest share are those that the counting rules give.

with

totals as (

    select
        question_id,
        item_id,
        list(
            struct_pack(
                group_label := group_label,
                label := choice,
                count := chosen_count,
                share := everyone,
                lowest_share := smallest,
                highest_share := greatest
            )
            order by chosen_count desc, group_place asc
        ) as totals
    from publications.parts__question_rows
    where group_label is not null and answered_count > 0
    group by question_id, item_id

)

select * from totals
