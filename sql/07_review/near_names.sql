-- Voices of one postcode whose full names are one letter apart.
-- One row per group and voice; key: group_key, submission_id. Of each name, one voice.
-- Two names are one letter apart if they are equal once a letter is left out of one word, in either
-- name or in both: « Durand » and « Durant » both leave « duran ». So wrong, missing and extra
-- letters are found by equality, without comparing every pair.

with

full_names as (

    select
        respondent_kind,
        postcode,
        string_split(folded_name, ' ') as words,
        min(submission_id) as submission_id
    from review.voices
    where postcode is not null and contains(folded_name, ' ')
    group by respondent_kind, postcode, folded_name

),

words as (

    select
        *,
        unnest(range(1, len(words) + 1)) as word_number
    from full_names

),

spelt as (

    select
        *,
        words[word_number] as word,
        unnest(range(0, length(words[word_number]) + 1)) as left_out
    from words

),

spellings as (

    select distinct
        submission_id,
        hash(
            respondent_kind,
            postcode,
            words[:word_number - 1] || words[word_number + 1:],
            left(word, greatest(left_out - 1, 0)) || substr(word, left_out + 1)
        ) as group_key
    from spelt

)

select
    'near_name' as reason,
    group_key::varchar as group_key,
    submission_id
from spellings
qualify count(*) over (partition by group_key) > 1
