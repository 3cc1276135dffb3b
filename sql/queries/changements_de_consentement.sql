-- Qui a changé d'avis sur l'envoi de sa réponse.
-- Une ligne par répondant·e dont les soumissions n'ont pas toutes le même consentement.
-- Le moins public est retenu, tant que personne n'a tranché.

with

changes as (

    select
        members.contribution_id,
        count(*) as submission_count,
        string_agg(
            coalesce(consents.label, members.consent),
            ' → '
            order by members.answered_at nulls first, members.sid, members.submission_id
        ) as consents
    from respondents.members as members
    left join form.words as consents
        on members.consent = consents.id and consents.kind = 'consent'
    group by members.contribution_id
    having count(distinct members.consent) > 1

)

select
    changes.contribution_id as "Soumission",
    changes.submission_count as "Soumissions de la personne",
    changes.consents as "Consentements, dans l'ordre",
    retained.label as "Consentement retenu"
from changes
inner join respondents.contributions as contributions
    on changes.contribution_id = contributions.submission_id
left join form.words as retained
    on contributions.consent = retained.id and retained.kind = 'consent'
order by changes.contribution_id
