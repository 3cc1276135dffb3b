-- The letters that most people used, for the note of method.
-- One row per family of at least three respondents whose text is a letter's length, the largest
-- first. A letter goes by its first words, as in the annex and in the index.

with

shared as (

    select
        families.family_id,
        families.respondent_count,
        questions.title,
        family_title(families.family_rank, letters.original_text) as name,
        len(regexp_extract_all(letters.original_text, '\S+')) as word_count
    from families.families as families
    inner join pack.letters as letters using (family_id)
    inner join form.questions as questions using (question_id)
    where families.respondent_count >= 3

)

select
    shared.family_id,
    shared.title,
    shared.name
from shared
cross join form.thresholds as thresholds
where shared.word_count >= thresholds.letter_word_count
order by shared.respondent_count desc, shared.family_id asc
