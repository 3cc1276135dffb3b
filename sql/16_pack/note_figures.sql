-- Figures of the note of method: what is sent, by consent and by quality of the name.
-- One row.
-- Weeks and no day: the first or the last contribution may be that of somebody unnamed.

with

contributions as (

    select
        contributions.*,
        names.name_quality,
        local_week(contributions.answered_at) as week
    from respondents.contributions as contributions
    inner join pack.name_qualities as names using (submission_id)

),

counted as (

    select
        count(*) as contribution_count,
        count(*) filter (where consent = 'own_name') as own_name_count,
        count(*) filter (
            where consent = 'own_name' and name_quality = 'full_name'
        ) as full_name_count,
        count(*) filter (
            where consent = 'own_name' and name_quality = 'one_word'
        ) as one_word_count,
        count(*) filter (
            where consent = 'own_name' and name_quality = 'nameless'
        ) as nameless_count,
        count(*) filter (where consent = 'collective_name') as collective_name_count,
        count(*) filter (
            where consent = 'collective_name' and name_quality = 'nameless'
        ) as nameless_collective_count,
        count(*) filter (where consent = 'anonymous') as unnamed_count,
        min(week) as first_week,
        max(week) as last_week
    from contributions

),

collectives as (

    select count(*) as distinct_collective_count from pack.collectives
    where name is not null

),

doubted as (

    select
        count(*) filter (where is_probable) as doubt_count,
        count(*) filter (where not is_probable) as other_doubt_count
    from sending.doubts

),

withheld as (

    select count(*) as withheld_text_count from sending.withheld_texts

),

-- Somebody may have used several letters.
letter_users as (

    select distinct members.submission_id
    from families.members as members
    inner join pack.note_letters using (family_id)

),

letter_totals as (

    select count(*) as letter_user_count from letter_users

),

template_contributions as (

    select
        count(templates.submission_id) as template_contribution_count,
        count(letter_users.submission_id) as template_letter_count,
        count(*) - count(letter_users.submission_id) as template_short_count
    from families.template_contributions as templates
    left join letter_users using (submission_id)

),

families as (

    select
        count(*) as family_count,
        count(letters.family_id) as letter_count,
        count(*) filter (
            where families.respondent_count >= 3 and letters.family_id is null
        ) as passage_count
    from families.families as families
    left join pack.note_letters as letters using (family_id)

),

figures as (

    select
        form.sent_on,
        form.opened_on,
        local_time(form.closes_at)::date as closing_day,
        thresholds.long_text_word_count,
        thresholds.letter_word_count,
        counted.*,
        collectives.distinct_collective_count,
        doubted.doubt_count,
        doubted.other_doubt_count,
        withheld.withheld_text_count,
        template_contributions.template_contribution_count,
        template_contributions.template_letter_count,
        template_contributions.template_short_count,
        families.family_count,
        families.letter_count,
        families.passage_count,
        letter_totals.letter_user_count
    from form.form as form
    cross join form.thresholds as thresholds
    cross join counted
    cross join collectives
    cross join doubted
    cross join withheld
    cross join template_contributions
    cross join families
    cross join letter_totals

)

select * from figures
