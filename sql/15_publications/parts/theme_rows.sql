-- Themes as sheets show them: counts, the share under each counting rule, and the sentence.
-- One row per coded question (null: all together, where several are), and theme; then one for the
-- texts that fit none (theme_id null).
-- All questions together appear once they are wholly coded: until then, people who wrote in several
-- are coded later.

with

counts as (

    select
        question_id,
        theme_id,
        counting_rule,
        theme_share
    from statistics.theme_counts
    union all by name
    select
        question_id,
        counting_rule,
        no_theme_share as theme_share
    from statistics.coding_coverage

),

ranges as (

    select
        counts.question_id,
        counts.theme_id,
        min(counts.theme_share) filter (where rules.is_ranged) as smallest,
        max(counts.theme_share) filter (where rules.is_ranged) as greatest
    from counts
    inner join statistics.rule_counts as rules using (counting_rule)
    group by counts.question_id, counts.theme_id

),

told as (

    select
        question_id,
        theme_id,
        theme_label as theme,
        definition,
        written_count,
        coded_count,
        open_count,
        theme_count,
        theme_share as everyone,
        lowest_share,
        highest_share,
        chosen_coded_count,
        chosen_theme_count,
        sentence(
            'themes',
            'told',
            struct_pack(theme := theme_label, statement := statement)
        ) as quoted
    from statistics.theme_statements
    union all by name
    select
        question_id,
        sentence('themes', 'no_theme') as theme,
        written_count,
        coded_count,
        open_count,
        no_theme_count as theme_count,
        no_theme_share as everyone,
        chosen_coded_count,
        sentence(
            'totals',
            'quoted',
            struct_pack(
                answer := sentence('themes', 'no_theme'),
                chosen := no_theme_count::bigint,
                answered := coded_count::bigint,
                part := french_share(no_theme_share)
            )
        ) as quoted
    from statistics.coding_coverage
    where counting_rule = 'all'

),

several as (

    select count(distinct question_id) > 1 as are_several
    from statistics.coding_coverage

),

named as (

    select
        told.*,
        coalesce(ranges.smallest, told.everyone) as smallest,
        coalesce(ranges.greatest, told.everyone) as greatest,
        coalesce(questions.title, sentence('themes', 'all_questions')) as question,
        coalesce(questions.position, 0) as question_place,
        row_number() over (
            partition by told.question_id
            order by
                told.theme_id is null asc,
                told.theme_count desc,
                themes.position asc
        ) as theme_place
    from told
    cross join several
    left join ranges
        on
            told.question_id is not distinct from ranges.question_id
            and told.theme_id is not distinct from ranges.theme_id
    left join form.questions as questions on told.question_id = questions.question_id
    left join coding.themes as themes on told.theme_id = themes.theme_id
    where
        told.coded_count + told.chosen_coded_count > 0
        and (several.are_several or told.question_id is not null)

)

select * from named
qualify
    question_id is not null
    or bool_and(coded_count = written_count) filter (where question_id is null) over ()
