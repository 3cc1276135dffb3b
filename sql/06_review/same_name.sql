-- Voices with the same usable name and the same postcode, whose answers differ.
-- One row per group and voice; key: submission_id.

with

named as (

    select * from review.voices
    where folded_name is not null and postcode is not null

),

homonyms as (

    select
        respondent_kind,
        folded_name,
        postcode
    from named
    group by respondent_kind, folded_name, postcode
    having count(*) > 1 and count(distinct coalesce(written_digest, 0)) > 1

),

groups as (

    select
        concat_ws(chr(31), named.respondent_kind, named.folded_name, named.postcode)
            as group_key,
        named.submission_id
    from named
    inner join homonyms
        on
            named.respondent_kind = homonyms.respondent_kind
            and named.folded_name = homonyms.folded_name
            and named.postcode = homonyms.postcode

)

select * from groups
