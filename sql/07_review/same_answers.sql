-- Voices that gave the same answers to everything, one long text at least among them.
-- One row per group and voice; key: submission_id.
-- Where two names or two postcodes stand in a group, only those with the same ones stay together:
-- a letter that hundreds copied makes no single row.

with

repeated_texts as (

    select distinct submission_id from review.repeated_texts

),

twins as (

    select voices.*
    from review.voices as voices
    inner join repeated_texts using (submission_id)
    qualify
        count(*) over (partition by voices.respondent_kind, voices.written_digest) > 1

),

profiles as (

    select
        respondent_kind,
        written_digest,
        count(distinct folded_name) > 1 or count(distinct postcode) > 1 as is_split
    from twins
    group by respondent_kind, written_digest

),

grouped as (

    select
        concat_ws(
            chr(31),
            twins.respondent_kind,
            twins.written_digest,
            case when profiles.is_split then coalesce(twins.folded_name, '') end,
            case when profiles.is_split then coalesce(twins.postcode, '') end
        ) as group_key,
        twins.submission_id
    from twins
    inner join profiles using (respondent_kind, written_digest)

),

groups as (

    select *
    from grouped
    qualify count(*) over (partition by group_key) > 1

)

select * from groups
