-- What each counted contribution answered, a choice at a time: every share can be had from it.
-- One row per contribution, question (× item) and choice. A text has a row that says that it was
-- written, which texts are the same (text_number), and its family. What the contribution is, and
-- what it agreed to, stand as questions whose ids no form can have.
-- is_first is 1 on one row of each contribution and question (× item): its sum is who answered.

with

choices as (

    select
        made.submission_id,
        options.*
    from statistics_steps.choices_made as made
    inner join statistics_steps.options as options
        on
            made.question_id = options.question_id
            and made.item_id is not distinct from options.item_id
            and made.choice_id = options.choice_id

),

-- A contribution that made several choices of a total has one row for it.
totals as (

    select distinct
        choices.* replace (
            10000 + groups.position as choice_place,
            'total-' || groups.position as choice_id,
            sentence('totals', 'label', struct_pack(name := groups.group_label))
                as choice_label
        )
    from choices
    inner join form.groups as groups using (question_id, choice_id)

),

-- As the file holds them: the same text is the same number, in an order that tells nothing.
texts as (

    select
        answers.submission_id,
        questions.position as question_place,
        questions.question_id,
        questions.title as question_label,
        1 as choice_place,
        'written' as choice_id,
        sentence('none', 'choice') as choice_label,
        dense_rank() over (
            partition by questions.question_id order by md5(answers.text)
        ) as text_number,
        members.family_id,
        (members.change = 'own_addition')::integer as own_addition
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    inner join form.questions as questions using (question_id)
    left join families.members as members using (submission_id, question_id)
    where questions.kind = 'text' and answers.text is not null

),

declared as (

    select
        contributions.submission_id,
        told.place as question_place,
        told.id as question_id,
        sentence('responses', told.id) as question_label,
        told.choice_id,
        coalesce(told.choice_label, sentence('none', 'category')) as choice_label
    from respondents.contributions as contributions
    cross join lateral (
        values
        (
            -3,
            'declared-category',
            contributions.category_id,
            word('category', contributions.category_id).label
        ),
        (
            -2,
            'respondent-kind',
            contributions.respondent_kind,
            word('respondent_kind', contributions.respondent_kind).label
        ),
        (
            -1,
            'given-consent',
            contributions.consent,
            word('consent', contributions.consent).label
        )
    ) as told (place, id, choice_id, choice_label)

),

-- What people found in the text: a row per theme, also where coders differ about it, where the text
-- was read out of the draw (chosen), or is not of those that the theme's share is of (apart); one
-- where it has none. Over all questions too, where several are coded.
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
        'none' as state
    from coded
    where theme_count = 0 and not has_open

),

themes as (

    select
        found.submission_id,
        coalesce(questions.position, 0) + 10000 as question_place,
        coalesce(found.question_id, 'all') || '-themes' as question_id,
        sentence(
            'themes',
            'of_question',
            struct_pack(
                question := coalesce(
                    questions.title, sentence('themes', 'all_questions')
                )
            )
        ) as question_label,
        coalesce(10 * found.position + (found.state != 'yes')::integer, 1)
            as choice_place,
        case found.state
            when 'none' then 'no-theme'
            when 'yes' then found.theme_id
            else found.state || '-' || found.theme_id
        end as choice_id,
        case found.state
            when 'none' then sentence('themes', 'no_theme')
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

),

gathered as (

    select * from choices
    union all by name
    select * from totals
    union all by name
    select * from texts
    union all by name
    select * from themes
    union all by name
    select * from declared

)

select
    gathered.*,
    (
        row_number() over (
            partition by
                gathered.submission_id, gathered.question_id, gathered.item_id
            order by gathered.choice_place asc
        ) = 1
    )::integer as is_first,
    weighed.* exclude (submission_id)
from gathered
inner join statistics_steps.weighed as weighed using (submission_id)
