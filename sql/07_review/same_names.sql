-- Voices of the same name: a full one anywhere, one of a single word at the same place.
-- One row per group and voice; key: submission_id.
-- A full name has two words or more, and stays the same when somebody moves or leaves the postcode
-- empty. A first name or a pseudonym alone is too common without the place.

with

named as (

    select
        case
            when contains(folded_name, ' ') then 'same_name'
            else 'same_name_and_place'
        end as reason,
        concat_ws(
            chr(31),
            respondent_kind,
            folded_name,
            case when not contains(folded_name, ' ') then place end
        ) as group_key,
        submission_id
    from review.voices
    where contains(folded_name, ' ') or (folded_name is not null and place is not null)

)

select * from named
qualify count(*) over (partition by group_key) > 1
