-- People, texts and families of each free question: three counts that always stand together.
-- One row per text question; key: question_id.
-- Texts of less than twelve words are people who think alike: they are in no family.

with

summaries as (

    select
        text_summaries.question_id,
        text_summaries.question_label,
        questions.position,
        text_summaries.answered_count,
        text_summaries.distinct_text_count
    from statistics.text_summaries as text_summaries
    inner join form.questions as questions using (question_id)
    where questions.kind = 'text'

),

counted_families as (

    select
        question_id,
        count(*) as family_count,
        sum(respondent_count)::bigint as family_respondent_count,
        sum(as_is_count)::bigint as as_is_count,
        sum(blanks_only_count)::bigint as blanks_only_count,
        sum(own_addition_count)::bigint as own_addition_count,
        max(respondent_count) as largest_family_count
    from families.families
    group by question_id

),

joined as (

    select
        summaries.question_id,
        summaries.question_label,
        summaries.position,
        summaries.answered_count,
        summaries.distinct_text_count,
        coalesce(counted_families.family_count, 0) as family_count,
        coalesce(counted_families.family_respondent_count, 0)
            as family_respondent_count,
        coalesce(counted_families.as_is_count, 0) as as_is_count,
        coalesce(counted_families.blanks_only_count, 0) as blanks_only_count,
        coalesce(counted_families.own_addition_count, 0) as own_addition_count,
        coalesce(counted_families.largest_family_count, 0) as largest_family_count
    from summaries
    left join counted_families using (question_id)

)

select * exclude (position)
from joined
order by position
