-- Themes as sheets show them: counts, the share, what other counting rules make of it.
-- One row per coded question (null: all together, where several are), and theme; then one for the
-- texts that fit none (theme_id null).
-- is_in_short: what key figures tell. All questions together, once they are wholly
-- coded: until then, who wrote in several is coded later, and each question speaks for itself.

with

counts as (

    select
        question_id,
        theme_id,
        counting_rule,
        written_count,
        coded_count,
        open_count,
        theme_count,
        theme_share,
        margin
    from statistics.theme_counts
    union all by name
    select
        question_id,
        null as theme_id,
        counting_rule,
        written_count,
        coded_count,
        open_count,
        no_theme_count as theme_count,
        no_theme_share as theme_share
    from statistics.coding_coverage

),

several as (

    select count(distinct question_id) > 1 as are_several
    from statistics.coding_coverage

),

side_by_side as (

    select
        question_id,
        theme_id,
        max(written_count) filter (where counting_rule = 'all') as written_count,
        max(coded_count) filter (where counting_rule = 'all') as coded_count,
        max(open_count) filter (where counting_rule = 'all') as open_count,
        max(theme_count) filter (where counting_rule = 'all') as theme_count,
        max(theme_share) filter (where counting_rule = 'all') as everyone,
        max(margin) filter (where counting_rule = 'all') as margin,
        min(theme_share) as smallest,
        max(theme_share) as greatest
    from counts
    group by question_id, theme_id

),

named as (

    select
        side_by_side.*,
        coalesce(questions.title, sentence('themes', 'all_questions')) as question,
        coalesce(questions.position, 0) as question_place,
        coalesce(themes.title, sentence('themes', 'no_theme')) as theme,
        themes.definition,
        row_number() over (
            partition by side_by_side.question_id
            order by
                side_by_side.theme_id is null asc,
                side_by_side.theme_count desc,
                themes.position asc
        ) as theme_place
    from side_by_side
    cross join several
    left join form.questions as questions using (question_id)
    left join coding.themes as themes using (theme_id)
    where
        side_by_side.coded_count > 0
        and (several.are_several or side_by_side.question_id is not null)

)

select
    *,
    coalesce(
        bool_and(coded_count = written_count) filter (
            where question_id is null
        ) over (),
        false
    ) = (question_id is null) as is_in_short,
    sentence(
        'totals',
        'quoted',
        struct_pack(
            answer := theme,
            chosen := theme_count::bigint,
            answered := coded_count::bigint,
            part := french_share(everyone)
        )
    ) as quoted
from named
