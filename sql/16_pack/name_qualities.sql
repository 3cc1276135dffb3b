-- Names that may be shown, and what each is worth as a name.
-- One row per contribution; key: submission_id.
-- One definition for the note and the index: their counts are the same.

with

name_qualities as (

    select
        contributions.submission_id,
        names.name,
        case
            when contributions.consent = 'anonymous' then 'unnamed'
            when names.name is null then 'nameless'
            when contributions.consent = 'collective_name'
                then 'mandate'
            when regexp_matches(names.name, '\pL\S*\s+\S*\pL') then 'full_name'
            else 'one_word'
        end as name_quality
    from respondents.contributions as contributions
    left join respondents.names as names using (submission_id)

)

select * from name_qualities
