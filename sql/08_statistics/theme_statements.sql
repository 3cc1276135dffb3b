-- The sentence on each theme, the same in every sheet and document.
-- One row per coded question (null: all of them together) and theme; key: question_id, theme_id.
-- It contains the counts, the share and its bounds, the agreement and what that permits. If coders
-- agree too little, it has an order of size and no percentage. Texts read out of the draw are
-- counted separately, without a share. `reading`, `chosen` and `agreement_level` are ids of
-- sentences, which documents with registered figures fill too.

with

judged as (

    select
        counts.*,
        themes.definition,
        themes.position as theme_place,
        agreement.alpha,
        coalesce(agreement.agreement_level, 'alone') as agreement_level
    from statistics.theme_counts as counts
    inner join coding.themes as themes using (theme_id)
    left join statistics.coder_agreement as agreement using (theme_id)
    where counts.counting_rule = 'all'

),

sized as (

    select
        *,
        case
            when coded_count = 0 then 'nothing'
            when agreement_level = 'insufficient' then 'size'
            when coded_count = written_count then 'all'
            when lowest_share is null then 'some'
            else 'drawn'
        end as reading,
        case
            when chosen_coded_count > 0 and agreement_level != 'insufficient'
                then 'chosen'
        end as chosen,
        share_size(theme_share) as size_id
    from judged

),

worded as (

    select
        *,
        word('share_size', size_id).label as size_label,
        struct_pack(
            found := theme_count::bigint,
            read := coded_count::bigint,
            share := french_share(theme_share),
            least := french_share(lowest_share),
            most := french_share(highest_share),
            size := word('share_size', size_id).label,
            alpha := replace(alpha::decimal(4, 3)::varchar, '.', ','),
            chosen := chosen_theme_count::bigint,
            aside := chosen_coded_count::bigint
        ) as figures
    from sized

)

select
    * exclude (figures),
    concat_ws(
        ' ; ',
        sentence('theme_told', reading, figures),
        sentence('theme_told', chosen, figures),
        sentence('theme_worth', agreement_level, figures)
    ) as statement
from worded
