-- Themes that people found in each contribution's texts, as rows of responses.
-- One row per contribution, coded question and theme, also where coders differ about it, where the
-- text was read out of the draw (chosen), or is not of those that the theme's share is of (apart);
-- that there is none is told as a theme is. Over all questions too, where several are coded.

with

several as (

    select count(distinct question_id) > 1 as are_several
    from statistics_steps.coded_texts

),

coded as (

    select coded_texts.*
    from statistics_steps.coded_texts as coded_texts
    cross join several
    where
        coded_texts.is_coded
        and coded_texts.counting_rule = 'all'
        and (several.are_several or coded_texts.question_id is not null)

),

found as (

    select
        coded.submission_id,
        coded.question_id,
        themes.theme_id,
        themes.title,
        themes.position,
        case
            when readings.is_drawn then readings.state
            when readings.state = 'yes' then 'chosen'
            else 'apart'
        end as state
    from coded
    inner join coding.themes as themes
        on
            coded.question_id is null
            or len(themes.question_ids) = 0
            or list_contains(themes.question_ids, coded.question_id)
    left join statistics_steps.theme_readings as readings
        on
            coded.submission_id = readings.submission_id
            and coded.question_id is not distinct from readings.question_id
            and themes.theme_id = readings.theme_id
            and readings.counting_rule = 'all'
    union all by name
    select
        submission_id,
        question_id,
        'no-theme' as theme_id,
        sentence('themes', 'no_theme') as title,
        0 as position,
        case
            when is_drawn and theme_count = 0 and not has_open then 'yes'
            when theme_count = 0 and not has_open then 'chosen'
            when not is_drawn then 'apart'
            else 'no'
        end as state
    from coded

)

select
    found.submission_id,
    coalesce(questions.position, 0) + 10000 as question_place,
    coalesce(found.question_id, 'all') || '-themes' as question_id,
    sentence(
        'themes',
        'of_question',
        struct_pack(
            question := coalesce(questions.title, sentence('themes', 'all_questions'))
        )
    ) as question_label,
    10 * found.position + (found.state != 'yes')::integer as choice_place,
    case found.state
        when 'yes' then found.theme_id
        else found.state || '-' || found.theme_id
    end as choice_id,
    case found.state
        when 'yes' then found.title
        else
            sentence(
                'themes',
                case found.state
                    when 'open' then 'open_about'
                    when 'chosen' then 'chosen_about'
                    else 'apart_about'
                end,
                struct_pack(theme := found.title)
            )
    end as choice_label
from found
left join form.questions as questions using (question_id)
where found.state != 'no'
