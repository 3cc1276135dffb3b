-- Sheets « Codage » of a-coder.xlsx, one for each coder.
-- One row per coder and text that they code, or have coded, in the order drawn by lot.
-- What somebody coded alone stays theirs, when more people come to code or some leave.
-- The columns « Thème 1 » to « Remarque » are for them to fill. The key tells, when the sheet comes
-- back, that no text slipped to another row, whose it is, and which rows people have changed.

with

grid as (

    select map(list(theme_id), list(title)) as titles from coding.themes

),

coded as (

    select distinct unit_id from coding.codes

),

shown as (

    select
        units.*,
        left(units.text, thresholds.cell_character_limit) as beginning,
        nullif(substr(units.text, thresholds.cell_character_limit + 1), '') as rest
    from coding.units as units
    cross join form.thresholds as thresholds

),

rows_of_coders as (

    select
        shown.*,
        coders.position,
        coders.coder as who,
        codes.remark,
        case
            when len(codes.theme_ids) = 0 then [word('theme_choice', 'none').label]
            else list_transform(codes.theme_ids, lambda one: grid.titles[one])
        end as themes,
        case when codes.is_quotable then yes_or_no(true) end as quotable
    from shown
    cross join form.coders as coders
    cross join grid
    left join coding.codes as codes
        on shown.unit_id = codes.unit_id and coders.coder = codes.coder
    left join coded on shown.unit_id = coded.unit_id
    where
        codes.unit_id is not null
        or (
            shown.is_sampled
            and (
                shown.is_shared
                or (shown.coder = coders.coder and coded.unit_id is null)
            )
        )
    qualify
        row_number() over (
            partition by coders.coder
            order by shown.sample_rank
        ) <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)

)

select
    word('question', question_id).label as "Question",
    beginning as "Texte",
    respondent_count as "Combien",
    themes[1] as "Thème 1",
    themes[2] as "Thème 2",
    themes[3] as "Thème 3",
    themes[4] as "Thème 4",
    themes[5] as "Thème 5",
    quotable as "À citer",
    remark as "Remarque",
    unit_id as "Référence",
    who as "Qui code",
    question_id as "Identifiant de la question",
    coding_key(
        'coding',
        text_digest,
        question_id,
        beginning,
        [themes[1], themes[2], themes[3], themes[4], themes[5], quotable, remark],
        who
    ) as "Clé (ne pas modifier)",
    rest as "Suite du texte"
from rows_of_coders
order by position, sample_rank
