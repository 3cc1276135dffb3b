-- Why a pack is not final, where a fact or a count tells it.
-- One row per reason, none where it does not hold; key: reason.
-- mixed_example: real answers came into a form of invented ones, and are counted with them.
-- forgotten_requests: withdrawals read after the backup that the data was restored from are not known.
-- lost_files: a lost working database had read them, and nobody dropped them again: withdrawals,
-- perhaps. refused_requests: a withdrawal nobody could read is still one. unreadable_files: one saved
-- in another format, or cut, does not even look like one. impossible_dates: by the days under `[pack]`
-- the form would have opened after the first answer that is sent, or what is sent left before it;
-- answers that come after a sending are its addendum.

with

beginnings as (

    select
        form.opened_on,
        form.sent_on,
        (
            min(submissions.submitted_at)
            at time zone 'UTC'
            at time zone any_value(form.time_zone)
        )::date as first_date
    from sending.contributions
    inner join clean.submissions as submissions using (submission_id)
    cross join form.form as form
    group by form.opened_on, form.sent_on

),

refused as (

    select
        count(*) filter (where starts_with(code, 'decisions_')) as request_count,
        count(*) filter (
            where
            code in ('no_header', 'not_an_export', 'truncated_file', 'unreadable_file')
        ) as unreadable_count
    from raw.refusals

),

told as (

    select
        'example' as reason,
        null::bigint as file_count
    from form.form
    where is_example
    union all by name
    select
        'mixed_example' as reason,
        form_id || '.duckdb' as database,
        form_id || '.lus' as list
    from form.form
    where is_example and exists (from facts.real_exports)
    union all by name
    select
        'forgotten_requests' as reason,
        strftime(
            restorations.backup_at at time zone 'UTC' at time zone form.time_zone,
            '%d/%m/%Y'
        ) as backup_on
    from raw.restorations as restorations
    cross join form.form as form
    union all by name
    select
        'lost_files' as reason,
        count(*) as file_count
    from raw.lost_files
    having count(*) > 0
    union all by name
    select
        'refused_requests' as reason,
        request_count as file_count
    from refused
    where request_count > 0
    union all by name
    select
        'unreadable_files' as reason,
        unreadable_count as file_count
    from refused
    where unreadable_count > 0
    union all by name
    select
        'impossible_dates' as reason,
        first_date
    from beginnings
    where first_date < opened_on or first_date > sent_on or opened_on > sent_on
    union all by name
    -- The same text of several people is read once.
    select
        'unread_texts' as reason,
        count(*) as text_count
    from sending.texts_to_read as texts
    cross join form.form as form
    where form.has_required_review and texts.state not in ('applied', 'by_hand')
    having count(*) > 0

)

select * from told
order by reason
