-- What people found in each contribution's texts, as rows of responses.
-- One row per contribution, coded question and theme, one for those about which coders differ, one
-- where there is none. Over all questions too, where several are coded.

with

several as (

    select count(distinct question_id) > 1 as are_several
    from statistics_steps.coded_texts

)

select
    coded_texts.submission_id,
    coalesce(questions.position, 0) + 10000 as question_place,
    coalesce(coded_texts.question_id, 'all') || '-themes' as question_id,
    sentence(
        'themes',
        'of_question',
        struct_pack(
            question := coalesce(questions.title, sentence('themes', 'all_questions'))
        )
    ) as question_label,
    coalesce(10 * grid.position + (found.state = 'open')::integer, 1) as choice_place,
    case
        when found.state = 'open' then 'open-' || found.theme_id
        else coalesce(found.theme_id, 'no-theme')
    end as choice_id,
    case
        when found.state = 'open'
            then sentence('themes', 'open_about', struct_pack(theme := grid.title))
        else coalesce(grid.title, sentence('themes', 'no_theme'))
    end as choice_label
from statistics_steps.coded_texts as coded_texts
cross join several
left join form.questions as questions using (question_id)
left join statistics_steps.found_themes as found
    on
        coded_texts.submission_id = found.submission_id
        and coded_texts.question_id is not distinct from found.question_id
        and found.counting_rule = 'all'
left join coding.themes as grid on found.theme_id = grid.theme_id
where
    coded_texts.is_coded
    and coded_texts.counting_rule = 'all'
    and (several.are_several or coded_texts.question_id is not null)
