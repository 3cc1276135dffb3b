-- The number of things left to do in each task on the first page of a-decider.xlsx.
-- One row per task that is told of; key: id. A form without [consent] sends nothing: none of its
-- questions is to be confirmed.

with

counts (id, todo_count) as (

    values
    ('unknown_requests', (select request_count from reasons.unknown_requests)),
    ('unread_refusals', (select answer_count from reasons.unread_refusals)),
    ('unheard_exports', (select count(*) from reasons.unheard_exports)),
    ('unread_columns', (select count(*) from notices.unread_columns)),
    ('refused_files', (select count(*) from raw.refusals)),
    ('rejected_rows', (select count(*) from clean.rejections)),
    (
        'unknown_choices',
        (
            select count(*) from clean.set_aside_cells as cells
            where cells.rule = 'unknown_choice'
        )
    ),
    (
        'texts_by_hand',
        (
            select count(*) from clean.set_aside_cells as cells
            where cells.rule = 'to_read_by_hand'
        )
    )

),

waiting as (

    select
        counted.reason as id,
        coalesce(
            counted.question_count,
            counted.blank_count,
            case when counted.reason = 'lost_files' then counted.file_count end,
            1
        ) as todo_count,
        array_to_string(counted.titles, ' ; ') as names,
        array_to_string(counted.blanks, ', ') as blanks
    from reasons.counted as counted
    cross join form.form as form
    where counted.reason != 'unconfirmed_questions' or form.has_consent
    union all by name
    select
        notice as id,
        coalesce(request_count, quote_count) as todo_count,
        array_to_string(names, ', ') as names
    from notices.counted
    union all by name
    select * from counts
    union all by name
    select * from publications.parts__left_to_decide

)

select
    id,
    sum(todo_count)::bigint as todo_count,
    max(names) as names,
    max(blanks) as blanks,
    max(places) as places
from waiting
group by id
