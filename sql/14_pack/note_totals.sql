-- Totals of several choices, as the form file declares them, for the note of method.
-- One row per question (× item) that has some and was answered, the greatest total first. The
-- lowest and the highest share are those that the counting rules give.

with

counts as (

    select * from statistics.group_counts
    where answered_count > 0

),

ranges as (

    select
        question_id,
        item_id,
        group_label,
        min(chosen_share) as lowest_share,
        max(chosen_share) as highest_share
    from counts
    group by question_id, item_id, group_label

),

places as (

    select
        question_id,
        group_label,
        min(position) as position
    from form.groups
    group by question_id, group_label

),

totals as (

    select
        counts.question_id,
        counts.item_id,
        list(
            struct_pack(
                label := sentence(
                    'totals', 'label', struct_pack(name := counts.group_label)
                ),
                count := counts.chosen_count,
                share := counts.chosen_share,
                lowest_share := ranges.lowest_share,
                highest_share := ranges.highest_share
            )
            order by counts.chosen_count desc, places.position asc
        ) as totals
    from counts
    inner join ranges
        on
            counts.question_id = ranges.question_id
            and counts.item_id is not distinct from ranges.item_id
            and counts.group_label = ranges.group_label
    inner join places
        on
            counts.question_id = places.question_id
            and counts.group_label = places.group_label
    where counts.counting_rule = 'all'
    group by counts.question_id, counts.item_id

)

select * from totals
