-- What is left to do before sending, on the first page of a-decider.xlsx.
-- One row per task; usual tasks with nothing to do are kept, so that their zero can be seen, rare
-- ones are not.

with

set_aside as (

    select
        (select count(*) from raw.restorations) as restoration_count,
        (select count(*) from raw.lost_files) as lost_count,
        (select count(*) from raw.refusals) as refused_count,
        (select count(*) from clean.rejections) as rejected_count,
        (select count(*) from notices.unread_columns) as unread_column_count,
        count(*) filter (where rule = 'unknown_choice') as unknown_choice_count,
        count(*) filter (where rule = 'to_read_by_hand') as by_hand_count
    from clean.set_aside_cells

),

open_doubts as (

    select
        decision_kind,
        excess_count,
        decision_kind = 'same_person'
        and contains(reasons, 'same_answers') as has_same_answers,
        contains(reasons, 'edited_consent') as has_edited_consent
    from review.suspicions
    where state != 'applied'

),

doubts as (

    select
        count(*) filter (where has_same_answers) as same_answers_count,
        coalesce(sum(excess_count) filter (where has_same_answers), 0)::bigint
            as excess_count,
        count(*) filter (
            where decision_kind = 'same_person' and not has_same_answers
        ) as other_count,
        count(*) filter (where decision_kind = 'consent' and not has_edited_consent)
            as consent_count,
        count(*) filter (where has_edited_consent) as edit_count
    from open_doubts

),

consents as (

    select
        count(*) filter (where contributions.consent = 'unclear') as unclear_count,
        count(*) filter (
            where
            contributions.consent = 'own_name'
            and not coalesce(people.has_usable_name, false)
        ) as nameless_count,
        count(*) filter (where contributions.consent = 'collective_name')
            as mandate_count
    from respondents.contributions as contributions
    left join people.people as people
        on contributions.submission_id = people.submission_id

),

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
                ) order by file_name, line_number, field_id
            )[:10],
            ' ; '
        ) as places
    from sending.by_hand

),

note as (

    select
        coalesce(max(blank_count), 0) as blank_count,
        max(file) as file,
        max(array_to_string(blanks, ', ')) as blanks
    from reasons.unfilled_blanks

),

texts as (

    select
        count(*) as file_count,
        (
            select count(*) from sending.texts_to_read as waiting
            where waiting.state not in ('applied', 'by_hand') and not waiting.is_quick
        ) as unread_count,
        (
            select count(*) from sending.texts_to_read as waiting
            where waiting.state not in ('applied', 'by_hand') and waiting.is_quick
        ) as quick_count
    from respondents.contributions as contributions
    inner join clean.answers as answers
        on contributions.submission_id = answers.submission_id
    inner join form.questions as questions
        on answers.question_id = questions.question_id
    where questions.kind = 'file' and answers.text is not null

),

-- A form without [consent] sends nothing.
unconfirmed as (

    select
        coalesce(max(questions.question_count), 0) as question_count,
        max(questions.names) as names
    from reasons.unconfirmed_questions as questions
    inner join form.form as form on form.has_consent

)

select
    sentence(
        'a_faire',
        tasks.id,
        struct_pack(
            count := doubts.same_answers_count,
            places := by_hand.places,
            names := unconfirmed.names,
            file := note.file,
            blanks := note.blanks
        )
    ) as "À faire",
    tasks.todo_count as "À traiter",
    sentence('sheet', tasks.sheet) as "Feuille"
from set_aside
cross join doubts
cross join consents
cross join texts
cross join by_hand
cross join unconfirmed
cross join note
cross join (
    values
    (0, 'forgotten_requests', set_aside.restoration_count, 'rejets'),
    (1, 'lost_files', set_aside.lost_count, 'exports'),
    (2, 'refused_files', set_aside.refused_count, 'rejets'),
    (3, 'rejected_rows', set_aside.rejected_count, 'rejets'),
    (4, 'unknown_choices', set_aside.unknown_choice_count, 'rejets'),
    (5, 'unread_columns', set_aside.unread_column_count, 'rejets'),
    (6, 'unconfirmed_questions', unconfirmed.question_count, 'questions'),
    (7, 'unclear_consents', consents.unclear_count, 'contributions'),
    (8, 'same_answers', doubts.excess_count, 'a_verifier'),
    (9, 'other_doubts', doubts.other_count, 'a_verifier'),
    (10, 'changed_consents', doubts.consent_count, 'a_verifier'),
    (11, 'edited_consents', doubts.edit_count, 'a_verifier'),
    (12, 'nameless', consents.nameless_count, 'contributions'),
    (13, 'mandates', consents.mandate_count, 'contributions'),
    (14, 'texts_to_read', texts.unread_count, 'a_relire'),
    (15, 'quick_texts', texts.quick_count, 'a_relire_vite'),
    (16, 'unmasked_texts', by_hand.by_hand_count, 'a_relire'),
    (17, 'texts_by_hand', set_aside.by_hand_count, 'rejets'),
    (18, 'attached_files', texts.file_count, 'textes'),
    (19, 'unfilled_blanks', note.blank_count, null)
) as tasks (place, id, todo_count, sheet)
where
    tasks.todo_count > 0
    or tasks.id not in (
        'forgotten_requests',
        'lost_files',
        'unread_columns',
        'quick_texts',
        'unmasked_texts',
        'texts_by_hand',
        'unconfirmed_questions',
        'edited_consents',
        'unfilled_blanks'
    )
order by tasks.place
