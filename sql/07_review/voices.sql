-- Who answered, before any decision: re-sends with the same e-mail taken together.
-- One row per e-mail of a kind, or submission without one: its latest; key: submission_id.
-- Suspicions are looked for here, so that a decision does not make its own row disappear. Names
-- are folded, their words sorted; what is no name is null, and null is never the same as null.
-- The same name has the same `name_number`; `voice_number` follows the ids.
-- Of a phone number its last nine digits: +33, 0033 and 0 stand before the same ones.

with

latest_of_each as (

    select eligible.*
    from respondents.eligible as eligible
    left join respondents_steps.email_groups as email_groups using (submission_id)
    where
        email_groups.submission_id is null
        or email_groups.email_group_id = email_groups.submission_id

),

said as (

    select
        latest_of_each.submission_id,
        people.folded_email,
        regexp_replace(people.phone, '\D', '', 'g') as phone_digits,
        case
            when
                latest_of_each.respondent_kind = 'collective'
                and people.has_usable_collective
                then people.collective
            when people.has_usable_name then people.name
        end as name
    from latest_of_each
    inner join people.people as people using (submission_id)

),

folded as (

    select
        submission_id,
        folded_email,
        case when length(phone_digits) >= 9 then right(phone_digits, 9) end
            as phone_end,
        array_to_string(list_sort(string_split(folded(name), ' ')), ' ')
            as folded_name
    from said

)

select
    latest_of_each.submission_id,
    latest_of_each.respondent_kind,
    latest_of_each.answered_at,
    row_number() over (
        order by
            latest_of_each.answered_at nulls last,
            latest_of_each.sid nulls last,
            latest_of_each.submission_id
    ) as arrival_number,
    row_number() over (order by latest_of_each.submission_id) as voice_number,
    folded.folded_name,
    case
        when folded.folded_name is not null
            then dense_rank() over (order by folded.folded_name)
    end as name_number,
    folded.folded_email,
    folded.phone_end,
    submissions.postcode,
    nullif(folded(submissions.commune), '') as folded_commune,
    digests.written_digest
from latest_of_each
inner join clean.submissions as submissions using (submission_id)
left join folded using (submission_id)
left join clean_steps.digests as digests using (submission_id)
