-- People whom the draw « recall » may ask whether their answer is theirs, and what each said.
-- One row per contribution that leaves and whose author gave an e-mail, or that a denial withdrew; keys:
-- unit_id, place.
-- The unit drawn is the respondent's first known submission, so that neither re-sends nor the
-- answers of others change its rank. `submission_id`: their contribution, null after a denial.
-- `fingerprint` is a digest of the answer shown. A denial holds even if the same day has another
-- answer. Two other answers that contradict each other count as none. `is_shown`: the sheet shows
-- the people drawn in lots of a fixed size, the next lot once a lot is answered.

with

said as (

    select
        submission_ids[1] as unit_id,
        case
            when bool_or(choice = 'deny') then 'deny'
            when count(distinct choice) = 1 then min(choice)
        end as answer,
        min(fingerprint) filter (where choice = 'deny') as fingerprint,
        max(decided_at) as decided_at,
        string_agg(distinct initials, ', ' order by initials) as initials
    from history.given_decisions
    where decision_kind = 'recall' and is_latest
    group by submission_ids[1]

),

leaving as (

    select
        known.submission_id as unit_id,
        contributions.submission_id
    from sending.contributions as contributions
    inner join pseudonyms.submissions as known using (reference)
    inner join people.people as people
        on contributions.submission_id = people.submission_id
    where people.email is not null

),

placed as (

    select
        unit_id,
        leaving.submission_id,
        coalesce(left(sha256(leaving.submission_id), 16), said.fingerprint)
            as fingerprint,
        said.answer,
        said.decided_at,
        said.initials,
        row_number() over (order by lot(form.form_id, 'recall', unit_id)) as place
    from leaving
    full join said using (unit_id)
    cross join form.form as form
    where leaving.submission_id is not null or said.answer = 'deny'

),

-- The longest beginning that is answered without a hole.
begun as (

    select
        coalesce(min(place) filter (where answer is null) - 1, count(*))
            as place_count
    from placed

)

select
    placed.*,
    placed.place <= greatest(thresholds.recall_count, begun.place_count) as is_drawn,
    placed.place
    <= (begun.place_count // thresholds.recall_count + 1) * thresholds.recall_count
        as is_shown
from placed
cross join begun
cross join form.thresholds as thresholds
