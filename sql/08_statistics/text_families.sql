-- People, texts and families of each free question: three counts that always stand together.
-- One row per text question; key: question_id.
-- Texts of less than twelve words are people who think alike: they are in no family.

with

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

)

select
    summaries.question_id,
    summaries.question_label,
    summaries.answered_count,
    summaries.distinct_text_count,
    coalesce(families.family_count, 0) as family_count,
    coalesce(families.family_respondent_count, 0) as family_respondent_count,
    coalesce(families.as_is_count, 0) as as_is_count,
    coalesce(families.blanks_only_count, 0) as blanks_only_count,
    coalesce(families.own_addition_count, 0) as own_addition_count,
    coalesce(families.largest_family_count, 0) as largest_family_count
from statistics.text_summaries as summaries
inner join form.questions as questions using (question_id)
left join counted_families as families using (question_id)
where questions.kind = 'text'
order by questions.position
