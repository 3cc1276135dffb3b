-- statistiques/families.csv of the pack: consenting contributions only.
-- One row per family of near-identical texts, the largest first, with the letter; key: family_id.
-- The letter has its most frequent spelling, or of equally frequent spellings the first in the
-- alphabet, never the spelling of the first sender, whom it would reveal. The note counts families
-- of a letter's length that three respondents used. The family's name is the same in the
-- organisers' workbooks.

with

spellings as (

    select
        members.family_id,
        answers.text,
        count(*) as respondent_count
    from families.members as members
    inner join clean.answers as answers using (submission_id, question_id)
    where members.relation in ('original', 'same') and answers.text is not null
    group by members.family_id, answers.text

),

letters as (

    select
        family_id,
        text as original_text
    from spellings
    qualify
        row_number() over (
            partition by family_id
            order by respondent_count desc, text asc
        ) = 1

),

names as (

    select
        members.family_id,
        min(letters.letter_name) as letter_name
    from families.members as members
    inner join sending.letters as letters using (submission_id, question_id)
    group by members.family_id

)

select
    families.family_id,
    -- Texts can be alike as they leave that were not as they were written.
    family_title(
        coalesce(names.letter_name, letter_signs(right(families.family_id, 6))),
        letters.original_text
    ) as family_label,
    families.question_id,
    questions.title as question_label,
    families.respondent_count,
    families.distinct_text_count,
    families.as_is_count,
    families.blanks_only_count,
    families.own_addition_count,
    local_week(families.first_answered_at) as first_week,
    local_week(families.last_answered_at) as last_week,
    coalesce(
        families.respondent_count >= 3
        and len(regexp_extract_all(letters.original_text, '\S+'))
        >= thresholds.letter_word_count,
        false
    ) as is_letter,
    letters.original_text
from families.families as families
cross join form.thresholds as thresholds
inner join form.questions as questions using (question_id)
left join letters using (family_id)
left join names using (family_id)
order by families.respondent_count desc, families.family_id asc
