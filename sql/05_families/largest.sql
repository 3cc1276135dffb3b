-- The largest family that each contribution has a text in.
-- One row per contribution in a family; key: submission_id.
-- Over all text questions; of families of the same size, the smallest family_id.

with

members as (

    select
        submission_id,
        family_id,
        count(*) over (partition by family_id) as respondent_count
    from families.members

)

select * from members
qualify
    row_number() over (
        partition by submission_id
        order by respondent_count desc, family_id asc
    ) = 1
