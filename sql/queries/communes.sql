-- Les communes d'où l'on a le plus répondu.
-- Une ligne par commune, accents et majuscules mis de côté, la plus fréquente en premier.
-- La commune est comme saisie : « St Denis » et « Saint-Denis » restent deux lignes.
-- Paramètre au_moins (entier) : nombre de contributions au moins. Défaut : 2.

with

communes as (

    select
        submissions.commune,
        trim(
            regexp_replace(
                strip_accents(
                    replace(replace(lower(submissions.commune), 'œ', 'oe'), 'æ', 'ae')
                ),
                '[^\p{L}\p{N}]+',
                ' ',
                'g'
            )
        ) as folded_commune
    from clean.submissions as submissions
    inner join respondents.contributions using (submission_id)
    where submissions.commune is not null

),

counted as (

    select
        folded_commune,
        min(commune) as commune,
        count(*) as contribution_count
    from communes
    group by folded_commune

)

select
    commune as "Commune",
    contribution_count as "Contributions"
from counted
where contribution_count >= $au_moins::bigint
order by contribution_count desc, folded_commune asc
