-- What the people that are looked at wrote in answer to each question that asks for a text.
-- One row per text question of the form, zero answers included.
-- Letters are families of three respondents or more. Themes: those found most, three at most. Drawn:
-- three texts as they leave, drawn by lot from the form's name among those that a person has read
-- again, copies of a letter being one text.

with

people as (

    select unnest($people::varchar[]) as submission_id

),

written as (

    select
        answers.question_id,
        count(*) as answered_count,
        sum(len(regexp_extract_all(answers.text, '\S+')))::bigint as word_count,
        count(distinct families.family_id) as letter_count,
        count(families.family_id) as letter_people
    from clean.answers as answers
    semi join people using (submission_id)
    left join families.members as members using (submission_id, question_id)
    left join families.families as families
        on members.family_id = families.family_id and families.respondent_count >= 3
    where answers.text is not null
    group by answers.question_id

),

found_themes as (

    select
        submission_themes.question_id,
        themes.title,
        themes.position,
        count(*) as person_count
    from coding.submission_themes as submission_themes
    semi join people using (submission_id)
    inner join coding.themes as themes using (theme_id)
    where submission_themes.state = 'yes'
    group by all

),

themes as (

    select
        question_id,
        list(
            struct_pack(title := title, person_count := person_count)
            order by person_count desc, position asc
        )[:3] as themes
    from found_themes
    group by question_id

),

read_again as (

    select
        texts.question_id,
        texts.sent_text,
        sha256(
            concat_ws(' ', form.form_id, texts.question_id, texts.submission_id)
        ) as lot
    from quotes.texts as texts
    semi join people using (submission_id)
    cross join form.form as form
    left join families.members as members using (submission_id, question_id)
    qualify
        row_number() over (
            partition by
                texts.question_id,
                case
                    when texts.is_letter then members.family_id else texts.sent_text
                end
            order by lot
        ) = 1

),

drawn as (

    select
        question_id,
        list(sent_text order by lot)[:3] as drawn
    from read_again
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
    coalesce(drawn.drawn, []) as drawn
from form.questions as questions
left join written using (question_id)
left join themes using (question_id)
left join drawn using (question_id)
where questions.kind = 'text'
order by questions.position
