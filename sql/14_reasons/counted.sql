-- Reasons why a pack is not final that follow from a fact or a count.
-- One row per reason, none where it does not hold; key: reason.
-- mixed_example: real answers came into a form of invented ones, and are counted with them.
-- forgotten_requests: the data was restored from a backup, and withdrawals read later are not
-- known. lost_files: files, perhaps of withdrawals, that a lost working database had read and that
-- nobody dropped again. refused_requests: withdrawals that could not be read. unreadable_files: a
-- refused file may hold a refused consent, or a withdrawal saved in another format or cut.
-- impossible_dates: by the days under `[pack]`, the form opened after the first answer that is
-- sent, or the pack left before it (answers that come after a sending are its addendum).
-- form_change: a part of the form file that decides sending changed. unconfirmed_questions: nobody
-- said whether their answers leave, so they don't (the first ten are named). emptied_form: the
-- form's site says that it has no answers, but exports have some. missing_answers: exports lack
-- known answers, and nobody said whether these were deleted. open_disagreements: the collective
-- contribution has themes about which coders of texts that leave differ. rival_exports: nobody said
-- which export of a tool without numbers is newer.

with

beginnings as (

    select
        form.opened_on,
        form.sent_on,
        local_time(min(submissions.submitted_at))::date as first_date
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
            not starts_with(code, 'decisions_')
            and code not in ('empty_file', 'other_form')
        ) as unreadable_count
    from raw.refusals

),

unconfirmed as (

    select
        count(*) as question_count,
        list(title order by position)[:10]
        || case when count(*) > 10 then ['…'] else [] end as titles
    from form.questions
    where kind != 'file' and not is_confirmed

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
        form.form_id || '.duckdb' as database,
        form.form_id || '.lus' as list
    from form.form as form
    cross join facts.totals as totals
    where form.is_example and totals.has_real_answers
    union all by name
    select
        'forgotten_requests' as reason,
        strftime(local_time(backup_at), '%d/%m/%Y') as backup_on
    from raw.restorations
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
    -- What several people wrote alike is read once.
    select
        'unread_texts' as reason,
        count(*) as text_count
    from sending.texts_to_read as texts
    cross join form.form as form
    where
        form.has_required_review
        and texts.state not in ('applied', 'by_hand')
        and texts.is_required
        and texts.first_submission_id = texts.same_submission_id
    having count(*) > 0
    union all by name
    select
        'emptied_form' as reason,
        (select count(*) from clean.submissions) as answer_count
    from raw.fetches
    where export_id is null and exists (from clean.submissions)
    union all by name
    select
        'missing_answers' as reason,
        count(*) as question_count,
        sum(answer_count)::bigint as answer_count
    from review.missing_answers
    where state = 'open'
    having count(*) > 0
    union all by name
    select
        'rival_exports' as reason,
        count(*) as question_count,
        any_value(newest.file_name) as newest
    from raw.replaced_exports as replaced
    inner join raw.exports as newest on replaced.newest_id = newest.export_id
    where replaced.state = 'open'
    having count(*) > 0
    union all by name
    select
        'form_change' as reason,
        parts
    from review.form_change
    union all by name
    select
        'unconfirmed_questions' as reason,
        question_count,
        titles
    from unconfirmed
    where question_count > 0
    union all by name
    -- What the note of method still waits for, and that only a person can write.
    select
        'unfilled_blanks' as reason,
        count(*) as blank_count,
        list(label order by position) as blanks
    from form.blanks
    having count(*) > 0
    union all by name
    select
        'open_disagreements' as reason,
        count(distinct unit_themes.unit_id) as question_count
    from coding.unit_themes as unit_themes
    inner join coding.unit_submissions using (unit_id)
    semi join sending.contributions using (submission_id)
    where unit_themes.state = 'open'
    having count(*) > 0

)

select * from told
order by reason
