-- What a-decider.xlsx asks about texts and attached files, for its first page.
-- One row.

with

-- The first are named, and all of them in the sheet.
by_hand as (

    select
        count(*) as by_hand_count,
        array_to_string(
            list(
                sentence(
                    'a_faire',
                    'place',
                    struct_pack(
                        reference := reference,
                        file := file_name,
                        line := line_number::varchar
                    )
                ) order by file_name, line_number, question_id
            )[:10],
            ' ; '
        ) as places
    from sending.by_hand

),

waiting as (

    select
        count(*) filter (where not is_quick) as unread_count,
        count(*) filter (where is_quick) as quick_count
    from sending.texts_to_read
    where state not in ('applied', 'by_hand')

),

files as (

    select count(*) as file_count
    from respondents.contributions
    inner join clean.answers as answers using (submission_id)
    inner join form.questions as questions using (question_id)
    where questions.kind = 'file' and answers.text is not null

)

select
    waiting.unread_count,
    waiting.quick_count,
    files.file_count,
    by_hand.by_hand_count,
    by_hand.places
from waiting
cross join files
cross join by_hand
