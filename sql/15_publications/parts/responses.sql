-- The answers of each counted contribution, a choice at a time: every share can be had from them.
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

gathered as (

    select * from choices
    union all by name
    select * from totals
    union all by name
    select * from publications.parts__theme_responses
    union all by name
    select * from publications.parts__unchosen_responses

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
