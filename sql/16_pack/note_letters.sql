-- The letters that most people used, for the note of method.
-- One row per family of at least three respondents whose text is a letter's length, the largest
-- first. A letter goes by its first words, as in the annex and in the index.

with

shared as (

    select
        families.family_id,
        families.question_id,
        families.respondent_count,
        families.distinct_text_count,
        families.own_addition_count,
        family_title(families.family_rank, letters.original_text) as name,
        len(regexp_extract_all(letters.original_text, '\S+')) as word_count
    from families.families as families
    inner join pack.letters as letters using (family_id)
    where families.respondent_count >= 3

),

letters as (

    select
        shared.family_id,
        questions.title,
        shared.name,
        shared.respondent_count,
        shared.distinct_text_count,
        shared.own_addition_count
    from shared
    inner join form.questions as questions using (question_id)
    cross join form.thresholds as thresholds
    where shared.word_count >= thresholds.letter_word_count

)

select * from letters
order by respondent_count desc, family_id asc
