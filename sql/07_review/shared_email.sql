-- Submissions that one e-mail links, and that may be two people's, or many's.
-- One row per e-mail and submission; key: submission_id. Only a decision parts them.
-- repeated_email: many were sent with it, be it shared or an insistent person's. shared_email: father
-- and son have one address, and their first names, their ages or what they wrote are not the same. A
-- slip, an initial, a second first name, or a text that was written further are the same person's.

with

counted as (

    select
        email_groups.submission_id,
        email_groups.email_group_id,
        count(*) over (partition by email_groups.email_group_id)
        >= thresholds.address_submission_count as is_repeated
    from respondents_steps.email_groups as email_groups
    cross join form.thresholds as thresholds

),

grouped as (

    select
        counted.submission_id,
        counted.email_group_id
    from counted
    inner join respondents.eligible as eligible using (submission_id)
    where eligible.respondent_kind = 'individual' and not counted.is_repeated

),

names as (

    select
        grouped.*,
        string_split(folded(people.name), ' ') as words
    from grouped
    inner join people.people as people using (submission_id)
    where people.has_usable_name

),

side_by_side as (

    select
        email_group_id,
        least(one.submission_id, other.submission_id) as first_id,
        greatest(one.submission_id, other.submission_id) as second_id,
        one.words,
        other.words as other_words
    from names as one
    inner join names as other using (email_group_id)
    where one.submission_id != other.submission_id

),

-- One of each has a word that is nothing like a word of the other's.
other_names as (

    select email_group_id
    from side_by_side
    where
        least(len(words), len(other_words)) > 1
        and len(list_filter(
            words,
            lambda word: len(list_filter(
                other_words,
                lambda found: damerau_levenshtein(word, found) <= 1
                or (
                    least(length(word), length(found)) = 1
                    and left(word, 1) = left(found, 1)
                )
            )) = 0
        )) > 0
    group by email_group_id, first_id, second_id
    having count(*) = 2

),

age_questions as (

    select questions.question_id
    from form.questions as questions
    inner join form.words as words
        on
            words.kind = 'age_word'
            and list_contains(
                string_split(
                    folded(
                        concat_ws(
                            ' ',
                            questions.question_id,
                            questions.title,
                            questions.wording
                        )
                    ),
                    ' '
                ),
                words.id
            )
    group by questions.question_id

),

answers as (

    select
        grouped.*,
        answers.question_id,
        case
            when age_questions.question_id is not null
                then
                    coalesce(
                        answers.choice_id,
                        answers.number::varchar,
                        answers.date::varchar,
                        answers.text
                    )
        end as age,
        case
            when questions.kind = 'text'
                then list_distinct(string_split(folded(answers.text), ' '))
        end as words
    from grouped
    inner join clean.answers as answers using (submission_id)
    inner join form.questions as questions using (question_id)
    left join age_questions using (question_id)
    where questions.kind = 'text' or age_questions.question_id is not null

),

answered_by_both as (

    select
        email_group_id,
        one.submission_id,
        other.submission_id as other_id,
        one.age,
        one.words,
        other.age as other_age,
        other.words as other_words
    from answers as one
    inner join answers as other using (email_group_id, question_id)
    where one.submission_id < other.submission_id

),

other_ages as (

    select email_group_id from answered_by_both
    where age != other_age

),

-- Nothing that both wrote at some length is half the same.
other_texts as (

    select email_group_id
    from answered_by_both
    where least(len(words), len(other_words)) >= 5
    group by email_group_id, submission_id, other_id
    having
        bool_and(
            len(list_intersect(words, other_words))
            < least(len(words), len(other_words)) / 2
        )

),

doubtful as (

    select email_group_id from other_names
    union
    select email_group_id from other_ages
    union
    select email_group_id from other_texts

)

select
    'repeated_email' as reason,
    email_group_id as group_key,
    submission_id
from counted
where is_repeated
union all
select
    'shared_email' as reason,
    email_group_id as group_key,
    grouped.submission_id
from grouped
semi join doubtful using (email_group_id)
