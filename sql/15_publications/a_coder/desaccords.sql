-- Sheet « Désaccords » of a-coder.xlsx.
-- One row per unit about which coders differ or that was settled, the open ones first, then in the
-- order drawn by lot. Themes that all coders found count already: settling decides on the rest.
-- An open row shows no earlier settlement: the same cells again would settle nothing.

with

grid as (

    select map(list(theme_id), list(title)) as titles from coding.themes

),

given as (

    select
        codes.unit_id,
        string_agg(
            sentence(
                'desaccords',
                'found',
                struct_pack(
                    coder := codes.coder,
                    themes := coalesce(
                        nullif(
                            array_to_string(
                                list_transform(
                                    codes.theme_ids, lambda one: grid.titles[one]
                                ),
                                ', '
                            ),
                            ''
                        ),
                        word('theme_choice', 'none').label
                    )
                )
            ),
            chr(10) order by codes.coder
        ) as found
    from coding.codes as codes
    cross join grid
    group by codes.unit_id

),

open_units as (

    select distinct unit_id from coding.unit_themes
    where state = 'open'

),

changed as (

    select
        unit_id,
        any_value(change_count) as change_count
    from coding_steps.given_codes
    where coder is null
    group by unit_id

),

to_settle as (

    select
        units.*,
        given.found,
        settlements.remark,
        changed.change_count,
        (open_units.unit_id is null)::integer as open_place,
        left(units.text, thresholds.cell_character_limit) as beginning,
        nullif(substr(units.text, thresholds.cell_character_limit + 1), '') as rest,
        case
            when open_units.unit_id is not null then []
            when len(settlements.theme_ids) = 0
                then [word('theme_choice', 'none').label]
            else list_transform(settlements.theme_ids, lambda one: grid.titles[one])
        end as themes
    from coding.units as units
    cross join form.thresholds as thresholds
    cross join grid
    left join open_units using (unit_id)
    left join given using (unit_id)
    left join coding.settlements as settlements using (unit_id)
    left join changed using (unit_id)
    where open_units.unit_id is not null or settlements.unit_id is not null

)

select
    unit_id as "Référence",
    word('question', question_id).label as "Question",
    beginning as "Texte",
    found as "Désaccord",
    themes[1] as "Thème retenu 1",
    themes[2] as "Thème retenu 2",
    themes[3] as "Thème retenu 3",
    themes[4] as "Thème retenu 4",
    themes[5] as "Thème retenu 5",
    remark as "Remarque",
    question_id as "Identifiant de la question",
    coding_key(
        'settling',
        text_digest,
        question_id,
        beginning,
        [themes[1], themes[2], themes[3], themes[4], themes[5], remark],
        null,
        change_count
    ) as "Clé (ne pas modifier)",
    rest as "Suite du texte"
from to_settle
order by open_place, sample_rank
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
