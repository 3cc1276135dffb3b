-- Contributions with their main facts, in words: begin here.
-- One row per contribution; key: submission_id.
-- Stored as a table: what turns UTC into local time is missing in some programs that open
-- the file (R).

with

texts as (

    select
        answers.submission_id,
        count(*) as text_count,
        sum(len(regexp_extract_all(answers.text, '\S+')))::bigint as word_count
    from clean.answers as answers
    inner join form.questions as questions
        on answers.question_id = questions.question_id and questions.kind = 'text'
    where answers.text is not null
    group by answers.submission_id

),

answered as (

    select
        submission_id,
        count(distinct question_id) as answered_question_count
    from clean.answers
    group by submission_id

)

select
    contributions.submission_id,
    contributions.respondent_id,
    contributions.answered_at at time zone 'UTC' at time zone form.time_zone
        as answered_local_at,
    contributions.respondent_kind,
    kinds.label as respondent_kind_label,
    contributions.category_id,
    categories.label as category_label,
    contributions.consent,
    consents.label as consent_label,
    contributions.is_sendable,
    names.name,
    contributions.departement_id,
    departements.label as departement_label,
    submissions.commune,
    submissions.postcode,
    contributions.submission_count,
    coalesce(answered.answered_question_count, 0) as answered_question_count,
    coalesce(texts.text_count, 0) as text_count,
    coalesce(texts.word_count, 0) as word_count
from respondents.contributions as contributions
cross join form.form as form
inner join clean.submissions as submissions using (submission_id)
left join form.words as kinds
    on
        contributions.respondent_kind = kinds.id
        and kinds.kind = 'respondent_kind'
left join form.categories as categories
    on contributions.category_id = categories.category_id
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
left join respondents.names as names using (submission_id)
left join form.words as departements
    on
        contributions.departement_id = departements.id
        and departements.kind = 'departement'
left join answered using (submission_id)
left join texts using (submission_id)
order by submission_id
