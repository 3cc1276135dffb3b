-- Counts of the texts of the respondents who match the filters, by question.
-- One row per text question of the form, zero answers included.
-- A letter is the text of a family that three of them repeated without an addition. Themes: the
-- three most frequent at most. Drawn: three texts as they leave, by lot from the form's name, among
-- the texts that a person has read. The copies of a letter count as one text there.

with

lines as (

    select
        answers.question_id,
        coalesce(members.family_id, answers.text) as line,
        any_value(members.family_id) is not null and count(*) >= 3 as is_letter,
        count(*) as person_count,
        sum(len(regexp_extract_all(answers.text, '\S+'))) as word_count,
        min(sha256(form.form_id || answers.question_id || quotes.reference)) as lot,
        min_by(quotes.sent_text, quotes.reference) as sent_text
    from clean.answers as answers
    inner join unnest($people::varchar[]) as shown (submission_id) using (submission_id)
    cross join form.form as form
    left join quotes.texts as quotes using (submission_id, question_id)
    left join families.members as members
        on
            answers.submission_id = members.submission_id
            and answers.question_id = members.question_id
            and not members.has_addition
    where answers.text is not null
    group by answers.question_id, line

),

written as (

    select
        question_id,
        sum(person_count)::bigint as answered_count,
        sum(word_count)::bigint as word_count,
        count(*) filter (where is_letter) as letter_count,
        sum(person_count * is_letter::bigint)::bigint as letter_people,
        min_by(
            struct_pack(text := sent_text, person_count := person_count), lot, 3
        ) as drawn
    from lines
    group by question_id

),

found_themes as (

    select
        submission_themes.question_id,
        themes.position,
        struct_pack(title := themes.title, person_count := count(*)) as theme
    from coding.submission_themes as submission_themes
    inner join unnest($people::varchar[]) as shown (submission_id) using (submission_id)
    inner join coding.themes as themes using (theme_id)
    where submission_themes.state = 'yes'
    group by submission_themes.question_id, themes.position, themes.title

)

select
    questions.position,
    questions.question_id,
    questions.title,
    coalesce(any_value(written.answered_count), 0) as answered_count,
    coalesce(any_value(written.word_count), 0) as word_count,
    coalesce(any_value(written.letter_count), 0) as letter_count,
    coalesce(any_value(written.letter_people), 0) as letter_people,
    coalesce(
        max_by(themes.theme, (themes.theme.person_count, -themes.position), 3), []
    ) as themes,
    coalesce(any_value(written.drawn), []) as drawn
from form.questions as questions
left join written using (question_id)
left join found_themes as themes using (question_id)
where questions.kind = 'text'
group by questions.position, questions.question_id, questions.title
order by questions.position
