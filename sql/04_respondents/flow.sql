-- The flow: every submission and rejection in exactly one box.
-- One row per submission or rejection; key: submission_id.

with

screening as (

    select * from respondents.screening

),

links as (

    select * from respondents.links

),

boxed as (

    select
        screening.submission_id,
        case
            when screening.box is not null then screening.box
            when links.submission_id is not null then 'resend'
            else 'counted'
        end as box
    from screening
    left join links on screening.submission_id = links.submission_id

)

select * from boxed
