-- What the people that are looked at wrote in answer to each question that asks for a text.
-- One row per text question of the form, zero answers included.
-- Letters are families of three respondents or more. Themes: those found most, three at most. Drawn:
-- three texts as they leave, drawn by lot from the form's name among those that a person has read
-- again, copies of a letter being one text.

with

people as (

    select unnest($people::varchar[]) as submission_id

),

texts as (

    select
        answers.question_id,
        answers.text,
        families.family_id,
        case
            when members.has_addition then answers.text
            else coalesce(members.family_id, answers.text)
        end as letter,
        quotes.sent_text,
        case
            when quotes.sent_text is not null
                then sha256(
                    concat_ws(
                        ' ', form.form_id, answers.question_id, answers.submission_id
                    )
                )
        end as lot
    from clean.answers as answers
    semi join people using (submission_id)
    cross join form.form as form
    left join quotes.texts as quotes using (submission_id, question_id)
    left join families.members as members using (submission_id, question_id)
    left join families.families as families
        on members.family_id = families.family_id and families.respondent_count >= 3
    where answers.text is not null

),

written as (

    select
        question_id,
        count(*) as answered_count,
        sum(len(regexp_extract_all(text, '\S+')))::bigint as word_count,
        count(distinct family_id) as letter_count,
        count(family_id) as letter_people
    from texts
    group by question_id

),

read_again as (

    select
        question_id,
        struct_pack(text := min_by(sent_text, lot), person_count := count(*)) as drawn,
        min(lot) as lot
    from texts
    group by question_id, letter
    having min(lot) is not null

),

lots as (

    select
        question_id,
        list(drawn order by lot asc)[:3] as drawn
    from read_again
    group by question_id

),

found_themes as (

    select
        submission_themes.question_id,
        themes.position,
        struct_pack(title := themes.title, person_count := count(*)) as theme,
        count(*) as person_count
    from coding.submission_themes as submission_themes
    semi join people using (submission_id)
    inner join coding.themes as themes using (theme_id)
    where submission_themes.state = 'yes'
    group by submission_themes.question_id, themes.position, themes.title

),

themes as (

    select
        question_id,
        list(theme order by person_count desc, position asc)[:3] as themes
    from found_themes
    group by question_id

)

select
    questions.position,
    questions.question_id,
    questions.title,
    coalesce(written.answered_count, 0) as answered_count,
    coalesce(written.word_count, 0) as word_count,
    coalesce(written.letter_count, 0) as letter_count,
    coalesce(written.letter_people, 0) as letter_people,
    coalesce(themes.themes, []) as themes,
    coalesce(lots.drawn, []) as drawn
from form.questions as questions
left join written using (question_id)
left join themes using (question_id)
left join lots using (question_id)
where questions.kind = 'text'
order by questions.position
