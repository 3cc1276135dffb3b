-- The rows of the sheets « Questions »: the choices of each closed question, then their totals.
-- One row per closed question (× item) and choice, or group of choices.

with

places as (

    select distinct
        question_id,
        group_label,
        position
    from form.groups

),

named as (

    select
        shares.question_id,
        shares.item_id,
        shares.choice_id,
        shares.group_label,
        shares.asked_count,
        shares.answered_count,
        shares.chosen_count,
        shares.everyone,
        shares.one_per_family,
        shares.without_templates,
        shares.individuals,
        shares.collectives,
        shares.consenting,
        shares.smallest,
        shares.greatest,
        questions.title as question,
        questions.position as question_place,
        items.label as item,
        items.position as item_place,
        choices.position as choice_place,
        places.position as group_place,
        groups.group_label as counted_in,
        coalesce(
            choices.label,
            sentence('totals', 'label', struct_pack(name := shares.group_label))
        ) as choice
    from publications.parts__choice_shares as shares
    inner join form.questions as questions using (question_id)
    left join form.items as items using (question_id, item_id)
    left join form.choices as choices using (question_id, choice_id)
    left join form.groups as groups using (question_id, choice_id)
    left join places
        on
            shares.question_id = places.question_id
            and shares.group_label = places.group_label

)

select
    *,
    sentence(
        'totals',
        'quoted',
        struct_pack(
            answer := choice,
            chosen := chosen_count::bigint,
            answered := answered_count::bigint,
            part := french_share(everyone)
        )
    ) as quoted
from named
