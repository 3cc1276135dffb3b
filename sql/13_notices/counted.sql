-- Notices that follow from a single fact or count.
-- One row per notice, none where there is nothing to say; coding_doubts: per doubt,
-- passages_not_looked_for: per question.
-- missing_serials: nothing proves a first export whole, but the counter that Framaforms gives to
-- every answer may prove that it is not. undated_answers: without dates, nobody knows which answers
-- are late, how many came in a week, or until when a public page counts. lost_quotes: quotes that
-- were chosen and are not quoted, or no longer, as their text changed. waiting_erasures: requests
-- that wait for
-- « faire-masse erase », a month at most.

with

decided as (

    select
        count(*) filter (where state in ('contradictory', 'overruled'))
            as opposed_count,
        count(*) filter (where state in ('changed', 'grown')) as outdated_count
    from (
        select state from review.suspicions
        union all
        select state from review.consents
    ) as asked

),

numbered as (

    select
        max(serial) as last_serial,
        count(*) + (select count(*) from clean.rejections) as known_count
    from clean.submissions
    where sid is not null

),

told as (

    select
        'no_consent' as notice,
        null::bigint as group_count
    from form.form
    where not has_consent
    union all by name
    select
        'contradictory_decisions' as notice,
        opposed_count as group_count
    from decided
    where opposed_count > 0
    union all by name
    select
        'outdated_decisions' as notice,
        outdated_count as decision_count
    from decided
    where outdated_count > 0
    union all by name
    -- They are obeyed though an older one says the contrary, which is not hidden.
    select
        'reversed_decisions' as notice,
        count(*) as decision_count
    from (
        select has_other_choice from respondents.decisions
        where state = 'applied'
        union all
        select has_other_choice from review.consents
        where state = 'applied'
    ) as obeyed
    where has_other_choice
    having count(*) > 0
    union all by name
    select
        'undated_answers' as notice,
        count(*) as answer_count
    from respondents.contributions
    having count(*) > 0 and count(answered_at) = 0
    union all by name
    select
        'missing_serials' as notice,
        numbered.last_serial,
        numbered.known_count
    from numbered
    cross join form.thresholds as thresholds
    where numbered.known_count < thresholds.known_serial_share * numbered.last_serial
    union all by name
    select
        'too_many' as notice,
        totals.finished_count,
        form.expected_max::varchar as expected_max
    from facts.totals as totals
    cross join form.form as form
    where totals.finished_count > form.expected_max
    union all by name
    -- Whose tool put the rest of the row under other questions.
    select
        'moved_rows' as notice,
        count(distinct submission_id) as answer_count
    from clean.set_aside_cells
    where rule = 'moved_row'
    having count(*) > 0
    union all by name
    -- At the request of whoever sent them.
    select
        'erased' as notice,
        count(*) as submission_count
    from respondents_steps.erased
    having count(*) > 0
    union all by name
    select
        'lost_quotes' as notice,
        count(*) as quote_count,
        list(distinct reference order by reference) as names
    from quotes.decisions
    where state != 'applied' and choice is distinct from 'pass'
    having count(*) > 0
    union all by name
    select
        'waiting_erasures' as notice,
        form.form_id,
        count(*) as request_count,
        strftime(local_time(min(requests.asked_at)) + interval 1 month, '%d/%m/%Y')
            as due_on
    from respondents_steps.erasure_requests as requests
    cross join form.form as form
    where len(requests.submission_ids) > 0
    group by form.form_id
    union all by name
    -- Coders agree too little on some themes, or have not settled all.
    select
        'coding_doubts' as notice,
        'low_agreement_on' as sentence_id,
        2 as place,
        list(themes.title order by themes.position) as themes
    from statistics.coder_agreement as agreement
    inner join coding.themes as themes using (theme_id)
    where agreement.agreement_level = 'insufficient'
    having count(*) > 0
    union all by name
    select
        'coding_doubts' as notice,
        'open_disagreements' as sentence_id,
        3 as place,
        open_count
    from statistics.agreement_summary
    where open_count > 0
    union all by name
    select
        'coding_doubts' as notice,
        'near_themes' as sentence_id,
        4 as place,
        title,
        other_title
    from coding.near_themes

)

select * exclude (place) from told
order by notice, place
