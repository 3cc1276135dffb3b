-- Key figures about closed questions.
-- One row per figure: the answer that comes first, or the first three where several may be given;
-- all of those that are equal.

with

ranked as (

    select
        counts.*,
        questions.position as place,
        questions.kind,
        coalesce(items.position, 0) * 1000 as item_place,
        rank() over (
            partition by counts.question_id, counts.item_id
            order by counts.chosen_count desc
        ) as answer_rank,
        row_number() over (
            partition by counts.question_id, counts.item_id
            order by counts.chosen_count desc, choices.position asc
        ) as answer_place,
        count(*) over (
            partition by counts.question_id, counts.item_id, counts.chosen_count
        ) > 1 as is_tied
    from statistics.answer_counts as counts
    inner join form.questions as questions using (question_id)
    inner join form.choices as choices using (question_id, choice_id)
    left join form.items as items using (question_id, item_id)
    where counts.counting_rule = 'all' and counts.answered_count > 0

)

select
    ranked.question_label as heading,
    ranked.place,
    ranked.item_place + ranked.answer_place as subplace,
    sentence(
        'chiffres_cles',
        case
            when ranked.answer_rank > 1 then 'next'
            when ranked.is_tied then 'tied'
            else 'first'
        end,
        struct_pack(answer := concat_ws(' : ', ranked.item_label, ranked.choice_label))
    ) as figure,
    ranked.chosen_count as value,
    ranked.answered_count as base,
    'regles_de_comptage' as sheet,
    shares.smallest,
    shares.greatest
from ranked
inner join publications.parts__question_rows as shares
    on
        ranked.question_id = shares.question_id
        and ranked.item_id is not distinct from shares.item_id
        and ranked.choice_id = shares.choice_id
where
    ranked.answer_rank <= case when ranked.kind = 'choices' then 3 else 1 end
    and ranked.chosen_count > 0
