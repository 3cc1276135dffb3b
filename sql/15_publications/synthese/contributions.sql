-- Sheet « Contributions » of synthese.xlsx.
-- One row per contribution, the first received first.
-- A name is shown only if its author agreed to be named, and if the text is a usable name.

with

first_contributions as (

    select * from respondents.contributions
    order by answered_at, submission_id
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

words_written as (

    select
        answers.submission_id,
        sum(len(regexp_extract_all(answers.text, '\S+')))::bigint as word_count
    from clean.answers as answers
    inner join form.questions as questions using (question_id)
    semi join first_contributions using (submission_id)
    where questions.kind = 'text' and answers.text is not null
    group by answers.submission_id

)

select
    contributions.submission_id as "Soumission",
    local_time(contributions.answered_at) as "Terminée le",
    word('category', contributions.category_id).label as "Catégorie",
    word('consent', contributions.consent).label as "Consentement",
    names.name as "Nom à afficher",
    submissions.commune as "Commune",
    word('departement', contributions.departement_id).label as "Département",
    coalesce(words_written.word_count, 0) as "Mots"
from first_contributions as contributions
inner join clean.submissions as submissions using (submission_id)
left join respondents.names as names using (submission_id)
left join words_written using (submission_id)
order by contributions.answered_at, contributions.submission_id
