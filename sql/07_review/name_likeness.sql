-- How much two names of neighbours speak for one person, in bits.
-- One row per pair of names, and per name with itself; key: name_number, other_number.
-- A word finds its nearest in the other name: the same, one slip of the keyboard away, or its
-- initial. A word too many is a second first name; a word that is another's, another person: people
-- of one household share the rest.

with

words as (

    select
        name_number,
        unnest(list_distinct(string_split(any_value(folded_name), ' '))) as word
    from review.voices
    where name_number is not null
    group by name_number

),

names as (

    select
        words.name_number,
        list(
            struct_pack(word := words.word, weight := rarities.weight)
            order by words.word
        ) as words
    from words
    inner join review.rarities as rarities
        on rarities.field = 'word' and words.word = rarities.value
    group by words.name_number

),

pairs as (

    select
        name_number,
        name_number as other_number
    from names
    union
    select
        one.name_number,
        other.name_number as other_number
    from review.neighbours as neighbours
    inner join review.voices as one using (voice_number)
    inner join review.voices as other
        on neighbours.other_number = other.voice_number

),

side_by_side as (

    select
        pairs.name_number,
        pairs.other_number,
        one.words,
        other.words as other_words
    from pairs
    inner join names as one using (name_number)
    inner join names as other on pairs.other_number = other.name_number

),

matched as (

    select
        name_number,
        other_number,
        least(len(words), len(other_words)) as least_count,
        abs(len(words) - len(other_words)) as excess_count,
        list_transform(
            words,
            lambda own: list_max(list_transform(
                other_words,
                lambda found: case
                    when own['word'] = found['word'] then own['weight']
                    when
                        least(length(own['word']), length(found['word'])) = 1
                        and left(own['word'], 1) = left(found['word'], 1)
                        then 2
                    when
                        least(length(own['word']), length(found['word'])) >= 3
                        and (
                            jaro_winkler_similarity(own['word'], found['word']) >= 0.9
                            or damerau_levenshtein(own['word'], found['word']) = 1
                        )
                        then greatest(own['weight'], found['weight']) - 4
                end
            ))
        ) as weights
    from side_by_side

)

select
    name_number,
    other_number,
    case
        when list_count(weights) = 0 then -16
        else
            list_sum(weights)
            - 8 * greatest(least_count - list_count(weights), 0)
            - 1.5 * excess_count
    end as weight
from matched
