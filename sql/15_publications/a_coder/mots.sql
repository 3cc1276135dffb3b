-- Sheet « Mots » of a-coder.xlsx.
-- One row per question and word: the thirty that most of its texts not yet coded have.
-- A word of one text is no theme yet, and what French is written with tells none.

with

function_words as (

    select unnest(string_split_regex(trim(label), '\s+')) as word
    from form.words
    where kind = 'function_words'

),

written_words as (

    select
        units.unit_id,
        units.question_id,
        units.sample_rank,
        unnest(
            list_distinct(
                regexp_extract_all(lower(nfc_normalize(units.text)), '\p{L}{3,}')
            )
        ) as written
    from coding.units as units
    anti join coding.codes using (unit_id)
    anti join coding.settlements using (unit_id)
    where units.is_sampled

),

words as (

    select
        *,
        folded(written) as word
    from written_words

),

-- A word is shown as one of its spellings, with accents where there are some.
counted as (

    select
        words.question_id,
        words.word,
        max(words.written) as written,
        count(distinct words.unit_id) as text_count,
        arg_min(words.unit_id, words.sample_rank) as example
    from words
    anti join function_words using (word)
    group by words.question_id, words.word
    having count(distinct words.unit_id) > 1

),

most_widespread as (

    select * from counted
    qualify
        row_number() over (
            partition by question_id
            order by text_count desc, word asc
        ) <= 30

),

people as (

    select
        most_widespread.question_id,
        most_widespread.word,
        count(distinct submissions.submission_id) as respondent_count
    from most_widespread
    inner join words using (question_id, word)
    inner join coding.unit_submissions as submissions using (unit_id)
    group by most_widespread.question_id, most_widespread.word

)

select
    word('question', told.question_id).label as "Question",
    told.written as "Mot",
    people.respondent_count as "Contributions",
    told.text_count as "Textes",
    told.example as "Référence d’un exemple"
from most_widespread as told
inner join people using (question_id, word)
order by
    word('question', told.question_id).position asc,
    told.text_count desc,
    told.word asc
