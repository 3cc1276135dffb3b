-- Pairs of voices whose names, places and numbers speak for one person.
-- One row per pair; key: submission_id, other_id.
-- The sum of the bits is held against how many pairs there are: of N voices, each has N others to
-- be taken for, and few were sent twice. What one did not say speaks neither for nor against.
-- A name and a postcode that are the same are always shown, however common.

with

same_name as (

    select
        voice_number as other_number,
        min(voice_number) over (
            partition by respondent_kind, name_number, postcode
        ) as voice_number
    from review.voices
    where name_number is not null and postcode is not null

),

pairs as (

    select
        voice_number,
        other_number
    from review.neighbours
    union all
    select
        voice_number,
        other_number
    from same_name
    where voice_number < other_number

),

compared as (

    select
        one.submission_id,
        other.submission_id as other_id,
        coalesce(
            one.name_number = other.name_number and one.postcode = other.postcode, false
        ) as is_same_name,
        coalesce(names.weight, 0) as name_weight,
        case
            when one.postcode = other.postcode then postcodes.weight
            when damerau_levenshtein(one.postcode, other.postcode) = 1 then 2
            when one.postcode != other.postcode then -6
            else 0
        end as postcode_weight,
        case
            when one.folded_commune = other.folded_commune then communes.weight
            when
                jaro_winkler_similarity(one.folded_commune, other.folded_commune) >= 0.9
                then greatest(communes.weight - 4, 0)
            when one.folded_commune != other.folded_commune then -1.5
            else 0
        end as commune_weight,
        case when one.phone_end = other.phone_end then phones.weight else 0 end
            as phone_weight,
        case when one.written_digest = other.written_digest then 3 else 0 end
            as answers_weight,
        -- The same address was linked before: two that were given differ.
        case when one.folded_email != other.folded_email then -3 else 0 end
            as email_weight
    from pairs
    inner join review.voices as one using (voice_number)
    inner join review.voices as other on pairs.other_number = other.voice_number
    left join review.name_likeness as names
        on
            one.name_number = names.name_number
            and other.name_number = names.other_number
    left join review.rarities as postcodes
        on postcodes.field = 'postcode' and one.postcode = postcodes.value
    left join review.rarities as communes
        on communes.field = 'commune' and one.folded_commune = communes.value
    left join review.rarities as phones
        on phones.field = 'phone' and one.phone_end = phones.value

),

-- A postcode tells nearly all that its commune does: both count once.
weighed as (

    select
        submission_id,
        other_id,
        is_same_name,
        name_weight
        + phone_weight
        + answers_weight
        + email_weight
        + case
            when postcode_weight > 2 then postcode_weight + sign(commune_weight)
            else postcode_weight + commune_weight
        end as weight
    from compared

)

select distinct weighed.* from weighed
where
    weighed.is_same_name
    or weighed.weight >= (select log2(count(*) + 1000) + 4 from review.voices)
