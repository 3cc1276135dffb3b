-- Texts of the questions that people code, with the themes they found: files for allies.
-- One row per contribution and coded question with a text; key: submission_id, question_id.

with

codings as (

    select
        submission_id,
        question_id,
        list(
            struct_pack(
                unit_id := unit_id,
                unit_kind := unit_kind,
                coder := coder,
                theme_ids := theme_ids,
                open_ids := open_ids,
                added_text := added_text
            )
            order by
                unit_kind desc,
                unit_id asc,
                added_text asc,
                coder asc nulls first,
                theme_ids asc,
                open_ids asc
        ) as codings
    from coding_steps.codings
    group by submission_id, question_id

)

select
    answers.submission_id,
    questions.question_id,
    questions.title as question_label,
    answers.text,
    categories.label as category_label,
    word('respondent_kind', contributions.respondent_kind).label
        as respondent_kind_label,
    contributions.departement_id,
    coalesce(states.is_coded, false) as is_coded,
    sentence(
        'exchange',
        case
            when states.is_coded is not true then 'unread'
            when states.theme_count = 0 and not states.has_open then 'no_theme'
            else 'read'
        end
    ) as reading_label,
    coalesce(codings.codings, []) as codings
from clean.answers as answers
inner join respondents.contributions as contributions using (submission_id)
inner join form.questions as questions using (question_id)
left join form.categories as categories using (category_id)
left join coding.submission_states as states using (submission_id, question_id)
left join codings using (submission_id, question_id)
where questions.is_coded and regexp_matches(answers.text, '[\p{L}\p{N}]')
order by answers.submission_id, questions.position
