-- What organisers decided of quotes, and whether each decision still holds.
-- One row per text that a decision of this kind is about; key: submission_id, question_id.
-- To quotes_steps.judgements this adds that equal words are quoted once, from the contribution
-- chosen first. A quote repeats another (same_as is its reference) if they are equal, accents,
-- capitals and punctuation aside, or if one has three words or more and is a part of the other.

with

quoted as (

    select
        submission_id,
        question_id,
        reference,
        (decided_at, submission_id, question_id) as place,
        ' ' || folded(quote_text) || ' ' as said,
        len(string_split(folded(quote_text), ' ')) as word_count
    from quotes_steps.judgements
    where choice = 'cite' and state = 'applied'

),

repeated as (

    select
        later.submission_id,
        later.question_id,
        arg_min(earlier.reference, earlier.place) as same_as
    from quoted as later
    inner join quoted as earlier
        on
            later.place > earlier.place
            and (
                later.said = earlier.said
                or (
                    least(later.word_count, earlier.word_count) > 2
                    and (
                        contains(later.said, earlier.said)
                        or contains(earlier.said, later.said)
                    )
                )
            )
    group by later.submission_id, later.question_id

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
