-- Who answered, before any decision: re-sends with the same e-mail taken together.
-- One row per e-mail of a kind, or submission without one: its latest; key: submission_id.
-- Suspicions are looked for here, so that a decision does not make its own row disappear. Names
-- are folded, their words sorted; what is no name is null, and null is never the same as null.

with

eligible as (

    select * from respondents.eligible

),

latest_of_each as (

    select eligible.*
    from eligible
    left join respondents_steps.email_groups as email_groups
        on eligible.submission_id = email_groups.submission_id
    where
        email_groups.submission_id is null
        or email_groups.email_group_id = email_groups.submission_id

),

given_names as (

    select
        latest_of_each.submission_id,
        people.folded_email,
        case
            when
                latest_of_each.respondent_kind = 'collective'
                and people.has_usable_collective
                then people.collective
            when people.has_usable_name then people.name
        end as name
    from latest_of_each
    inner join people.people as people
        on latest_of_each.submission_id = people.submission_id

),

folded_names as (

    select
        submission_id,
        folded_email,
        string_split(
            trim(
                regexp_replace(
                    lower(strip_accents(name)), '[^\p{L}\p{N}]+', ' ', 'g'
                )
            ),
            ' '
        ) as name_words
    from given_names

),

voices as (

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
        array_to_string(list_sort(folded_names.name_words), ' ') as folded_name,
        folded_names.folded_email,
        submissions.postcode,
        digests.written_digest
    from latest_of_each
    inner join clean.submissions as submissions
        on latest_of_each.submission_id = submissions.submission_id
    left join folded_names on latest_of_each.submission_id = folded_names.submission_id
    left join clean_steps.digests as digests
        on latest_of_each.submission_id = digests.submission_id

)

select * from voices
