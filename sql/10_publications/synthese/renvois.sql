-- Sheet « Renvois » of synthese.xlsx.
-- One row per submission that a later one of the same respondent replaces.

with

links as (

    select * from respondents.links

),

consents as (

    select * from form.words
    where kind = 'consent'

),

described as (

    select
        links.submission_id,
        replaced.answered_at at time zone 'UTC' at time zone form.time_zone
            as replaced_at,
        links.contribution_id,
        kept.answered_at at time zone 'UTC' at time zone form.time_zone as kept_at,
        kinds.label as kind,
        rules.label as rule,
        consents_before.label as consent_before,
        consents_after.label as consent_after,
        consents_retained.label as consent_retained
    from links
    cross join form.form as form
    inner join respondents.eligible as replaced
        on links.submission_id = replaced.submission_id
    inner join respondents.eligible as kept
        on links.contribution_id = kept.submission_id
    inner join respondents.contributions as contributions
        on links.contribution_id = contributions.submission_id
    left join form.words as kinds
        on replaced.respondent_kind = kinds.id and kinds.kind = 'respondent_kind'
    left join form.words as rules
        on links.link_rule = rules.id and rules.kind = 'link_rule'
    left join consents as consents_before on replaced.consent = consents_before.id
    left join consents as consents_after on kept.consent = consents_after.id
    left join consents as consents_retained
        on contributions.consent = consents_retained.id

),

first_rows as (

    select *
    from described
    order by kept_at desc, contribution_id asc, replaced_at asc, submission_id asc
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

)

select
    submission_id as "Soumission remplacée",
    replaced_at as "Reçue le",
    contribution_id as "Remplacée par",
    kept_at as "Reçue ensuite le",
    kind as "Nature",
    rule as "Pourquoi",
    consent_before as "Consentement avant",
    consent_after as "Consentement ensuite",
    consent_retained as "Consentement retenu"
from first_rows
order by kept_at desc, contribution_id asc, replaced_at asc, submission_id asc
