-- Sheets « Codage » of a-coder-AB.xlsx, a workbook for each coder; rows of the page's coding screen.
-- One row per coder and text that they code, or have coded, in the order drawn by lot; of the person
-- who checks the grid, in the order of that draw.
-- A text that somebody coded alone stays theirs when coders join or leave. Nobody sees the codes of
-- others. « À relire pour »: themes added to the grid since the coder read the text. Coders fill in
-- the columns « Thème 1 » to « Remarque ». When the sheet comes back, the key proves that no text
-- slipped to another row, and shows whose row it is and whether it was changed.

with

grid as (

    select
        (select map(list(theme_id), list(title)) from coding.themes) as titles,
        (select map(list(question_id), list(theme_ids)) from coding_steps.asked_themes)
            as asked_ids

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

changed as (

    select
        unit_id,
        coder,
        any_value(change_count) as change_count
    from coding_steps.given_codes
    group by unit_id, coder

),

rows_of_coders as (

    select
        shown.*,
        people.position,
        people.coder as who,
        case when people.is_control then control.control_rank else shown.sample_rank end
            as place,
        codes.remark,
        changed.change_count,
        list_transform(
            list_filter(
                grid.asked_ids[shown.question_id],
                lambda one: not list_contains(codes.asked_ids, one)
            ),
            lambda one: grid.titles[one]
        ) as new_themes,
        case
            when len(codes.theme_ids) = 0 then [word('theme_choice', 'none').label]
            else list_transform(codes.theme_ids, lambda one: grid.titles[one])
        end as themes,
        case when codes.is_quotable then sentence('yes_or_no', 'yes') end as quotable
    from shown
    cross join coding_steps.people_who_code as people
    cross join grid
    left join coding_steps.latest_codes as codes
        on shown.unit_id = codes.unit_id and people.coder = codes.coder
    left join changed
        on shown.unit_id = changed.unit_id and people.coder = changed.coder
    left join coded on shown.unit_id = coded.unit_id
    left join sending.control_draw as control on shown.unit_id = control.unit_id
    where
        codes.unit_id is not null
        or (people.is_control and control.is_drawn)
        or (
            not people.is_control
            and shown.is_sampled
            and (
                shown.is_shared
                or (shown.coder = people.coder and coded.unit_id is null)
            )
        )
    qualify
        row_number() over (
            partition by people.coder
            order by place
        ) <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)

)

select
    word('question', texts.question_id).label as "Question",
    texts.beginning as "Texte",
    contexts.who as "Qui écrit",
    contexts.context as "Autres réponses",
    texts.respondent_count as "Combien",
    nullif(array_to_string(texts.new_themes, ' ; '), '') as "À relire pour",
    texts.themes[1] as "Thème 1",
    texts.themes[2] as "Thème 2",
    texts.themes[3] as "Thème 3",
    texts.themes[4] as "Thème 4",
    texts.themes[5] as "Thème 5",
    texts.quotable as "À citer",
    texts.remark as "Remarque",
    null::varchar as "Relu",
    texts.unit_id as "Référence",
    texts.who as "Qui code",
    texts.question_id as "Identifiant de la question",
    coding_key(
        'coding',
        texts.text_digest,
        texts.question_id,
        texts.beginning,
        [
            texts.themes[1],
            texts.themes[2],
            texts.themes[3],
            texts.themes[4],
            texts.themes[5],
            texts.quotable,
            texts.remark,
            null
        ],
        texts.who,
        texts.change_count
    ) as "Clé (ne pas modifier)",
    texts.rest as "Suite du texte"
from rows_of_coders as texts
left join publications.parts__unit_contexts as contexts using (unit_id)
order by texts.position, texts.place
