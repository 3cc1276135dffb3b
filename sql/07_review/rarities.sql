-- How much it tells that two voices share a word of their names, a place or a number.
-- One row per field and value; key: field, value. The rarer it is, the more it tells.
-- In bits: log2 of one over the share of voices that have it (Fellegi and Sunter, 1969; Winkler's
-- frequencies). Some voices are added that have others, or a small form would take its few for all
-- there are: France has some 6,000 postcodes, 35,000 communes, and far more names and numbers.

with

voice_count as (

    select count(*) as voice_count from review.voices

),

said as (

    select
        'word' as field,
        unnest(list_distinct(string_split(folded_name, ' '))) as said,
        2000 as others
    from review.voices
    union all
    select
        'postcode' as field,
        postcode as said,
        1000 as others
    from review.voices
    union all
    select
        'commune' as field,
        folded_commune as said,
        1000 as others
    from review.voices
    union all
    select
        'phone' as field,
        phone_end as said,
        1000000 as others
    from review.voices

),

rarities as (

    select
        said.field,
        said.said as value,
        log2((voice_count.voice_count + said.others) / count(*)) as weight
    from said
    cross join voice_count
    where said.said is not null
    group by said.field, said.said, said.others, voice_count.voice_count

)

select * from rarities
