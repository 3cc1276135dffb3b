-- Pairs of voices that are worth comparing: neither all with all, nor only what is the same.
-- One row per pair; key: voice_number, other_number, the first the smaller.
-- They have the same name, the same number, or live in the same place with names whose words begin
-- alike. What more than 200 share is too common to tell anybody apart.

with

name_words as (

    select
        voice_number,
        respondent_kind,
        postcode,
        folded_commune,
        left(unnest(string_split(folded_name, ' ')), 3) as beginning
    from review.voices

),

traits as (

    select
        voice_number,
        hash(respondent_kind, 'name', folded_name) as trait
    from review.voices
    where folded_name is not null
    union all
    select
        voice_number,
        hash(respondent_kind, 'phone', phone_end) as trait
    from review.voices
    where phone_end is not null
    union
    select
        voice_number,
        hash(respondent_kind, 'postcode', postcode, beginning) as trait
    from name_words
    where postcode is not null
    union
    select
        voice_number,
        hash(respondent_kind, 'commune', folded_commune, beginning) as trait
    from name_words
    where folded_commune is not null

),

telling as (

    select * from traits
    qualify count(*) over (partition by trait) between 2 and 200

),

neighbours as (

    select distinct
        one.voice_number,
        other.voice_number as other_number
    from telling as one
    inner join telling as other
        on one.trait = other.trait and one.voice_number < other.voice_number

)

select * from neighbours
