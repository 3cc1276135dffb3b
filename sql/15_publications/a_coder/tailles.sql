-- Numbers of texts to code, on the first page of a-coder.xlsx.
-- One row per question (null: all of them) and coder.
-- The bounds of a share rest on the texts of one person each (single_), as drawn, and on the people
-- of the texts that several sent (several_).

with

written as (

    select
        question_id,
        count(distinct submission_id) as written_count
    from coding.unit_submissions
    group by grouping sets ((question_id), ())

),

sizes as (

    select
        question_id,
        count(*) as unit_count,
        count(*) filter (where is_sampled) as sampled_count,
        count(*) filter (where is_sampled and is_shared) as shared_count,
        count(*) filter (where respondent_count = 1) as single_count,
        count(*) filter (where respondent_count = 1 and is_sampled)
            as single_sampled_count,
        sum(respondent_count) - single_count as several_count,
        coalesce(
            sum(respondent_count) filter (where respondent_count > 1 and is_sampled), 0
        ) as several_sampled_count
    from coding.units
    group by grouping sets ((question_id), ())

),

shares as (

    select
        question_id,
        coder,
        count(*) as own_count
    from coding.units
    where is_sampled and coder is not null
    group by grouping sets ((question_id, coder), (coder))

)

select
    sizes.question_id,
    word('question', sizes.question_id).label as question_label,
    sizes.unit_count,
    written.written_count,
    sizes.sampled_count,
    sizes.shared_count,
    sizes.single_count,
    sizes.single_sampled_count,
    sizes.several_count,
    sizes.several_sampled_count,
    coders.coder,
    coalesce(shares.own_count, 0) as own_count,
    coding.texts_max
from sizes
inner join written
    on sizes.question_id is not distinct from written.question_id
cross join form.coders as coders
cross join form.coding as coding
left join shares
    on
        coders.coder = shares.coder
        and sizes.question_id is not distinct from shares.question_id
where sizes.unit_count > 0
order by
    word('question', sizes.question_id).position asc nulls last,
    coders.position asc
