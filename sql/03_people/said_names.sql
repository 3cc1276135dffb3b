-- Names and collectives as typed, in any version of a submission.
-- One row per submission, field (name or collective) and spelling; key: submission_id, field_id,
-- said.
-- Some people fill in the field for a name without giving a name: such a text is not usable as a
-- name. A person whose later version lacks the name may still have signed a text with it. Never
-- published.

with

said as (

    select
        submission_id,
        'name' as field_id,
        name as said
    from typed.submissions
    union
    select
        submission_id,
        'collective' as field_id,
        collective as said
    from typed.submissions

),

folded as (

    select
        *,
        lower(strip_accents(trim(said))) as folded
    from said
    where said is not null

)

select
    submission_id,
    field_id,
    said,
    regexp_matches(folded, '\p{L}{2}')
    and not contains(folded, '@')
    and not regexp_matches(folded, '\d([ ./-]?\d){5}')
    and not case field_id
        when 'name'
            then
                regexp_matches(
                    folded,
                    '^(anonyme?s?|anonymous|x+|nom|aucun|neant|rien|sans nom'
                    || '|inconnue?|na)$'
                )
        else
            regexp_matches(
                folded, '^(x+|aucune?|neant|rien|non|sans|anonyme?s?|na)$'
            )
    end as is_usable
from folded
