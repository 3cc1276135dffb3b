-- Whether a submission is a person's or a collective's.
-- One row per submission; key: submission_id.
-- A collective is one by its category or by its consent; everyone else is an individual.

with

submissions as (

    select * from clean.submissions

),

collective_categories as (

    select category_id from form.categories
    where is_collective

),

kinds as (

    select
        submissions.submission_id,
        case
            when
                collective_categories.category_id is not null
                or submissions.consent = 'collective_name'
                then 'collective'
            else 'individual'
        end as respondent_kind
    from submissions
    left join collective_categories
        on submissions.category_id = collective_categories.category_id

)

select * from kinds
