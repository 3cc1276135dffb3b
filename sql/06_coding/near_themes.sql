-- Pairs of themes whose titles are nearly the same: two coders may have written one theme twice.
-- One row per pair; key: theme_id, other_id.
-- Coders are asked about them until they are merged, or have two different definitions.

with

folded_themes as (

    select
        *,
        folded(title) as folded_title,
        coalesce(folded(definition), '') as folded_definition
    from coding.themes

)

select
    themes.theme_id,
    others.theme_id as other_id,
    themes.title,
    others.title as other_title
from folded_themes as themes
inner join folded_themes as others on themes.position < others.position
where
    levenshtein(themes.folded_title, others.folded_title)
    <= least(len(themes.folded_title), len(others.folded_title)) // 4
    and (
        themes.folded_definition in ('', others.folded_definition)
        or others.folded_definition = ''
    )
