-- Key figures about closed questions: the answers that come first, and the totals.
-- One row per figure.

-- The first answer, or the first three where several may be given, with all equal answers.
select
    'answers' as section,
    question as heading,
    question_place as place,
    coalesce(item_place, 0) * 1000 + answer_rank + choice_place / 1000 as subplace,
    sentence(
        'chiffres_cles',
        case
            when answer_rank > 1 then 'next'
            when is_tied then 'tied'
            else 'first'
        end,
        struct_pack(answer := concat_ws(' : ', item, choice))
    ) as figure,
    chosen_count as value,
    answered_count as base,
    smallest,
    greatest
from publications.parts__question_rows
where
    choice_id is not null
    and chosen_count > 0
    and (
        answer_rank = 1
        or (
            answer_rank <= 3
            and question_id in (
                select questions.question_id from form.questions as questions
                where questions.kind = 'choices'
            )
        )
    )
union all by name
select
    'totals' as section,
    question as heading,
    question_place as place,
    coalesce(item_place, 0) * 1000 + group_place as subplace,
    concat_ws(' : ', choice, item) as figure,
    chosen_count as value,
    answered_count as base,
    smallest,
    greatest
from publications.parts__question_rows
where group_label is not null and answered_count > 0
