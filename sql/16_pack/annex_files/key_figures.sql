-- statistiques/key_figures.csv of the pack: the figures of its documents that no other table has.
-- One row per figure; key: figure_id. A number or a day; neither where it isn't told.
-- Weeks and no day: the first or the last contribution may be that of somebody unnamed.

with

counted as (

    select
        min(week) as first_week,
        max(week) as last_week,
        count(*) as contribution_count,
        count(*) filter (where consent = 'own_name') as own_name_count,
        count(*) filter (where name_quality = 'full_name') as full_name_count,
        count(*) filter (where name_quality = 'one_word') as one_word_count,
        count(*) filter (
            where consent = 'own_name' and name_quality = 'nameless'
        ) as nameless_count,
        count(*) filter (where consent = 'collective_name') as collective_name_count,
        count(*) filter (
            where consent = 'collective_name' and name_quality = 'nameless'
        ) as nameless_collective_count,
        count(*) filter (where consent = 'anonymous') as unnamed_count
    from pack.document_contributions

),

doubted as (

    select count(*) as doubt_count
    from sending.doubts

),

-- Somebody may have used several letters.
letter_users as (

    select distinct members.submission_id
    from families.members as members
    inner join pack.annex_files__families as families using (family_id)
    where families.is_letter

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
        count(*) filter (where is_letter) as letter_count,
        count(*) filter (
            where respondent_count >= 3 and not is_letter
        ) as passage_count
    from pack.annex_files__families

),

withheld as (

    select
        count(*) filter (where reason != 'unread') as withheld_text_count,
        count(*) filter (where reason = 'unread') as unread_answer_count
    from sending.withheld_answers

),

others as (

    select
        (
            select count(*) from pack.annex_files__collectives as collectives
            where collectives.name is not null
        ) as distinct_collective_count,
        withheld.withheld_text_count,
        withheld.unread_answer_count,
        (select count(*) from letter_users) as letter_user_count,
        (
            select coalesce(sum(texts.distinct_text_count), 0)
            from statistics.text_families as texts
        ) as distinct_text_count,
        (
            select count(distinct themes.theme_id)
            from statistics.theme_counts as themes
            where themes.counting_rule = 'all' and themes.theme_count > 0
        ) as used_theme_count,
        thresholds.long_text_word_count,
        thresholds.letter_word_count
    from form.thresholds as thresholds
    cross join withheld

),

counts as (

    select columns('_count$')::double
    from counted
    cross join others
    cross join doubted
    cross join template_contributions
    cross join families

),

days as (

    select
        counted.first_week,
        counted.last_week,
        local_time(form.closes_at)::date as closing_day,
        form.sent_on,
        form.opened_on
    from form.form as form
    cross join counted

),

totals as (

    select
        'total_' || total as figure_id,
        submission_count::double as amount
    from sending.totals

),

-- What is not told of a box makes what was received one of several numbers, as the note says.
bounds as (

    select
        (sum(submission_count) + count(*) filter (where submission_count is null))
        ::double as received_least,
        (sum(submission_count) + 10 * count(*) filter (where submission_count is null))
        ::double as received_most
    from sending.totals
    where total not in ('received', 'own_name', 'collective_name', 'anonymous')
    having count(*) filter (where submission_count is null) > 0

),

gathered as (

    select * from counts
    unpivot (amount for figure_id in (columns(*)))
    union all by name
    select * from days
    unpivot (day for figure_id in (columns(*)))
    union all by name
    select * from totals
    union all by name
    select * from bounds
    unpivot (amount for figure_id in (columns(*)))

)

select
    figure_id,
    amount,
    day
from gathered
order by figure_id
