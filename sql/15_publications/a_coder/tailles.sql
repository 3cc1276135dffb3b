-- Numbers of texts to code, on the first page of a-coder.xlsx.
-- One row per question (null: all of them) and coder.
-- `weight_effect`: the factor by which unequal weights multiply a variance, as a text counts for
-- all who wrote it: 1 + cv², Kish, Survey Sampling, 1965.

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
        count(*) * sum(respondent_count * respondent_count)
        / pow(sum(respondent_count), 2) as weight_effect
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
    sizes.weight_effect,
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
