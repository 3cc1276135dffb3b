-- How much it tells that two voices share a word of their names, a place or a number.
-- One row per field and value; key: field, value. The rarer it is, the more it tells.
-- In bits: log2 of one over the share of voices that have it (Fellegi and Sunter, 1969; Winkler's
-- frequencies). Some voices are added that have others, or a small form would take its few for all
-- there are: France has some 6,000 postcodes, 35,000 communes, and far more names and numbers.

with

said as (

    select
        'word' as field,
        unnest(list_distinct(string_split(folded_name, ' '))) as said,
        2000 as others
    from review.voices
    union all
    select told.*
    from review.voices as voices
    cross join (
        values
        ('postcode', voices.postcode, 1000),
        ('commune', voices.folded_commune, 1000),
        ('phone', voices.phone_end, 1000000)
    ) as told (field, said, others)

)

select
    said.field,
    said.said as value,
    log2(
        ((select count(*) from review.voices) + said.others) / count(*)
    ) as weight
from said
where said.said is not null
group by said.field, said.said, said.others
