-- Sheet « Désaccords » of a-coder.xlsx.
-- One row per unit about which coders differ or that was settled, the open ones first, then in the
-- order drawn by lot. What all of them found counts already: settling decides on the rest.

with

titles as (

    select map(list(theme_id), list(title)) as by_id from coding.themes

),

units_with_state as (

    select
        unit_id,
        bool_or(state = 'open') as is_open
    from coding.unit_themes
    group by unit_id

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
                                    codes.theme_ids,
                                    lambda theme_id: titles.by_id[theme_id]
                                ),
                                ', '
                            ),
                            ''
                        ),
                        word('coding_choice', 'none').label
                    )
                )
            ),
            chr(10) order by codes.coder
        ) as found
    from coding.codes as codes
    cross join titles
    group by codes.unit_id

),

to_settle as (

    select
        units.*,
        given.found,
        settlements.remark,
        coalesce(units_with_state.is_open, false) as is_open,
        left(units.text, thresholds.cell_character_limit) as beginning,
        case
            when len(settlements.theme_ids) = 0
                then [word('coding_choice', 'none').label]
            else list_transform(
                settlements.theme_ids, lambda theme_id: titles.by_id[theme_id]
            )
        end as themes
    from coding.units as units
    cross join titles
    cross join form.thresholds as thresholds
    left join units_with_state on units.unit_id = units_with_state.unit_id
    left join given on units.unit_id = given.unit_id
    left join coding.settlements as settlements
        on units.unit_id = settlements.unit_id
    where units_with_state.is_open or settlements.unit_id is not null

),

keyed as (

    select
        *,
        sha256(
            concat_ws(
                ' ',
                'settling',
                text_digest,
                question_id,
                regexp_replace(nfc_normalize(beginning), '[^\p{L}\p{N}]+', '', 'g')
            )
        ) as check_digest
    from to_settle

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
    'settling-' || text_digest || '-' || left(check_digest, 12)
        as "Clé (ne pas modifier)"
from keyed
order by not is_open, sample_rank
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
