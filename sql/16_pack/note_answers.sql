-- The totals and the answers of each closed question, in the order that the pack's documents tell.
-- One row per closed question (× item) that was answered.
-- Where one answer excludes the others they are a scale (opinions, ages): all of its points are told,
-- in the form's order. Where several could be given, or in a long list: those that somebody gave, the
-- most given first. The greatest total comes first.

with

counted as (

    select
        rows_told.*,
        (
            questions.kind != 'choices'
            and count(*) filter (where rows_told.group_label is null) over (
                partition by rows_told.question_id, rows_told.item_id
            ) <= thresholds.scale_choice_limit
        ) as is_scale,
        struct_pack(
            choice_id := rows_told.choice_id,
            group_label := rows_told.group_label,
            label := rows_told.choice
        ) as answer
    from publications.parts__question_rows as rows_told
    inner join form.questions as questions using (question_id)
    cross join form.thresholds as thresholds
    where rows_told.answered_count > 0

),

answers as (

    select
        question_id,
        item_id,
        is_scale,
        list(
            answer
            order by chosen_count desc, group_place asc
        ) filter (where group_label is not null) as totals,
        list(
            answer
            order by case when not is_scale then chosen_count end desc, choice_place asc
        ) filter (where group_label is null and (is_scale or chosen_count > 0))
            as answers
    from counted
    group by question_id, item_id, is_scale

)

select * from answers
