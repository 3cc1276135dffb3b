-- Pairs of voices that are worth comparing: neither all with all, nor only what is the same.
-- One row per pair; key: voice_number, other_number, the first the smaller.
-- They have the same name, the same number, or live in the same place with names whose words begin
-- alike. What more than 200 share is too common to tell anybody apart.

with

name_words as (

    select
        *,
        left(unnest(string_split(coalesce(folded_name, ''), ' ')), 3) as beginning
    from review.voices

),

traits as (

    select distinct
        words.voice_number,
        hash(words.respondent_kind, told.kind, told.said, told.beginning) as trait
    from name_words as words
    cross join (
        values
        ('name', words.folded_name, ''),
        ('phone', words.phone_end, ''),
        ('postcode', words.postcode, nullif(words.beginning, '')),
        ('commune', words.folded_commune, nullif(words.beginning, ''))
    ) as told (kind, said, beginning)
    where told.said is not null and told.beginning is not null

),

telling as (

    select * from traits
    qualify count(*) over (partition by trait) between 2 and 200

)

select distinct
    one.voice_number,
    other.voice_number as other_number
from telling as one
inner join telling as other
    on one.trait = other.trait and one.voice_number < other.voice_number
