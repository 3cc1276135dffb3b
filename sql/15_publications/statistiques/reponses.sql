-- statistiques/reponses.csv: all shares of « Chiffres clés » can be computed from it.
-- One row per counted contribution, question (× item) and choice; then one per submission that
-- says where it is in the flow, and one per contribution that says its day.

with

elsewhere as (

    select
        flow.submission_id,
        -5 as question_place,
        'flow-box' as question_id,
        flow.box as choice_id,
        word('box', flow.box).label as choice_label
    from respondents.flow as flow
    union all by name
    select
        contributions.submission_id,
        -4 as question_place,
        'answered-day' as question_id,
        strftime(local_time(contributions.answered_at), '%Y-%m-%d') as choice_id,
        strftime(local_time(contributions.answered_at), '%d/%m/%Y') as choice_label
    from respondents.contributions as contributions

),

-- What is not counted weighs nothing, and stands in its box all the same.
placed as (

    select
        elsewhere.*,
        sentence('responses', elsewhere.question_id) as question_label,
        1 as is_first,
        coalesce(weighed.weight_all, 0) as weight_all,
        coalesce(weighed.weight_one_per_family, 0) as weight_one_per_family,
        coalesce(weighed.weight_without_templates, 0) as weight_without_templates,
        coalesce(weighed.weight_individuals, 0) as weight_individuals,
        coalesce(weighed.weight_collectives, 0) as weight_collectives,
        coalesce(weighed.weight_consenting, 0) as weight_consenting
    from elsewhere
    left join statistics_steps.weighed as weighed using (submission_id)

),

gathered as (

    select * from publications.parts__responses
    union all by name
    select * from placed

)

select * exclude (question_place, item_place, choice_place)
from gathered
order by submission_id, question_place, item_place, choice_place
