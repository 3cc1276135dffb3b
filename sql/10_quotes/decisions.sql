-- What organisers decided of quotes, and whether each decision still holds.
-- One row per text that a decision of this kind is about; key: submission_id, question_id.
-- Beside what quotes_steps.judgements says: the same words are quoted once, of who was chosen first.
-- A quote repeats another (same_as is its reference) when most of the runs of three words of the
-- shorter one stand in the longer.

with

quoted as (

    select
        submission_id,
        question_id,
        reference,
        (decided_at, submission_id, question_id) as place,
        string_split(folded(quote_text), ' ') as words
    from quotes_steps.judgements
    where choice = 'cite' and state = 'applied'

),

said as (

    select
        *,
        list_distinct(
            list_transform(
                range(1, greatest(len(words) - 1, 2)),
                lambda first: array_to_string(words[first:first + 2], ' ')
            )
        ) as runs
    from quoted

),

runs as (

    select
        *,
        unnest(runs) as run
    from said

),

repetitions as (

    select
        later.submission_id,
        later.question_id,
        earlier.reference,
        earlier.place
    from runs as later
    inner join runs as earlier
        on later.run = earlier.run and later.place > earlier.place
    cross join form.thresholds as thresholds
    group by all
    having
        count(*) >= any_value(
            thresholds.repeated_quote_share
            * least(len(later.runs), len(earlier.runs))
        )

),

repeated as (

    select
        submission_id,
        question_id,
        arg_min(reference, place) as same_as
    from repetitions
    group by submission_id, question_id

)

select
    judgements.submission_id,
    judgements.question_id,
    judgements.reference,
    judgements.choice,
    judgements.quote_text,
    judgements.theme_id,
    judgements.decided_at,
    judgements.initials,
    judgements.fingerprint,
    case when repeated.same_as is null then judgements.state else 'repeated' end
        as state,
    repeated.same_as
from quotes_steps.judgements as judgements
left join repeated using (submission_id, question_id)
