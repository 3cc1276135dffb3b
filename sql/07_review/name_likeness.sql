-- How much the names of two neighbours speak for one person, in bits.
-- One row per pair of neighbours who both gave a name; key: submission_id, other_id.
-- A word finds its nearest in the other name: the same, one slip of the keyboard away, or its
-- initial. A word too many is a second first name; a word that is another's, another person: people
-- of one household share the rest.

with

words as (

    select
        submission_id,
        unnest(list_distinct(string_split(folded_name, ' '))) as word
    from review.voices
    where folded_name is not null

),

rarities as (

    select
        value as word,
        weight
    from review.rarities
    where field = 'word'

),

compared as (

    select
        neighbours.submission_id,
        neighbours.other_id,
        words.word,
        other_words.word as other_word,
        jaro_winkler_similarity(words.word, other_words.word) >= 0.9
        or damerau_levenshtein(words.word, other_words.word) = 1 as is_near,
        least(length(words.word), length(other_words.word)) as shorter_length
    from review.neighbours as neighbours
    inner join words on neighbours.submission_id = words.submission_id
    inner join words as other_words
        on neighbours.other_id = other_words.submission_id

),

weighed as (

    select
        compared.submission_id,
        compared.other_id,
        compared.word,
        case
            when compared.word = compared.other_word then own.weight
            when
                compared.shorter_length = 1
                and left(compared.word, 1) = left(compared.other_word, 1)
                then 2
            when compared.shorter_length >= 3 and compared.is_near
                then greatest(own.weight, others.weight) - 4
        end as weight
    from compared
    inner join rarities as own on compared.word = own.word
    inner join rarities as others on compared.other_word = others.word

),

nearest as (

    select
        submission_id,
        other_id,
        word,
        max(weight) as weight
    from weighed
    group by submission_id, other_id, word

),

word_counts as (

    select
        submission_id,
        count(*) as word_count
    from words
    group by submission_id

),

matched as (

    select
        nearest.submission_id,
        nearest.other_id,
        coalesce(sum(nearest.weight), 0) as matched_weight,
        count(nearest.weight) as matched_count,
        least(any_value(own.word_count), any_value(others.word_count)) as least_count,
        abs(any_value(own.word_count) - any_value(others.word_count)) as excess_count
    from nearest
    inner join word_counts as own on nearest.submission_id = own.submission_id
    inner join word_counts as others on nearest.other_id = others.submission_id
    group by nearest.submission_id, nearest.other_id

),

likeness as (

    select
        submission_id,
        other_id,
        case
            when matched_count = 0 then -16
            else
                matched_weight
                - 8 * greatest(least_count - matched_count, 0)
                - 1.5 * excess_count
        end as weight
    from matched

)

select * from likeness
