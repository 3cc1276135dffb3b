-- The largest family that each contribution has a text in.
-- One row per contribution in a family; key: submission_id.
-- Over all text questions; of families of the same size, the smallest family_id.

with

members as (

    select
        members.submission_id,
        families.family_id,
        families.respondent_count
    from families.members as members
    inner join families.families as families using (family_id)

)

select * from members
qualify
    row_number() over (
        partition by submission_id
        order by respondent_count desc, family_id asc
    ) = 1
