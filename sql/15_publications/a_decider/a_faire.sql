-- What is left to do before sending, on the first page of a-decider.xlsx.
-- One row per task; usual tasks with nothing to do are kept, so that their zero can be seen, rare
-- ones are not.

with

set_aside as (

    select
        (select count(*) from raw.restorations) as restoration_count,
        (select count(*) from raw.lost_files) as lost_count,
        (select count(*) from reasons.thinned_exports) as thinned_count,
        (select count(*) from reasons.emptied_form) as emptied_count,
        (
            select coalesce(max(requests.request_count), 0)
            from reasons.unknown_requests as requests
        ) as unknown_request_count,
        (
            select coalesce(max(refusals.answer_count), 0)
            from reasons.unread_refusals as refusals
        ) as unread_refusal_count,
        (
            select coalesce(max(raised.contribution_count), 0)
            from reasons.raised_consents as raised
        ) as raised_count,
        (
            select coalesce(max(erasures.request_count), 0)
            from notices.waiting_erasures as erasures
        ) as waiting_erasure_count,
        (select count(*) from raw.refusals) as refused_count,
        (select count(*) from clean.rejections) as rejected_count,
        (select count(*) from notices.unread_columns) as unread_column_count,
        count(*) filter (where rule = 'unknown_choice') as unknown_choice_count,
        count(*) filter (where rule = 'to_read_by_hand') as by_hand_count
    from clean.set_aside_cells

),

note as (

    select
        coalesce(max(blank_count), 0) as blank_count,
        max(file) as file,
        max(array_to_string(blanks, ', ')) as blanks
    from reasons.unfilled_blanks

),

-- A form without [consent] sends nothing.
unconfirmed as (

    select
        coalesce(max(questions.question_count), 0) as question_count,
        max(questions.names) as names
    from reasons.unconfirmed_questions as questions
    inner join form.form as form on form.has_consent

),

lost_quotes as (

    select
        coalesce(max(quote_count), 0) as quote_count,
        max(array_to_string(names, ', ')) as names
    from notices.lost_quotes

)

select
    sentence(
        'a_faire',
        tasks.id,
        struct_pack(
            count := people.same_answers_count,
            places := texts.places,
            names := case tasks.id
                when 'lost_quotes' then lost_quotes.names
                else unconfirmed.names
            end,
            file := note.file,
            blanks := note.blanks
        )
    ) as "À faire",
    tasks.todo_count as "À traiter",
    sentence('sheet', tasks.sheet) as "Feuille"
from set_aside
cross join publications.parts__people_to_decide as people
cross join publications.parts__texts_left as texts
cross join unconfirmed
cross join note
cross join lost_quotes
cross join (
    values
    (0, 'forgotten_requests', set_aside.restoration_count, 'rejets'),
    (1, 'lost_files', set_aside.lost_count, 'exports'),
    (1, 'thinned_exports', set_aside.thinned_count, 'exports'),
    (1, 'emptied_form', set_aside.emptied_count, null),
    (1, 'unknown_requests', set_aside.unknown_request_count, 'retraits'),
    (1, 'raised_consents', set_aside.raised_count, 'a_verifier'),
    (1, 'unread_refusals', set_aside.unread_refusal_count, 'rejets'),
    (1, 'waiting_erasures', set_aside.waiting_erasure_count, 'retraits'),
    (2, 'refused_files', set_aside.refused_count, 'rejets'),
    (3, 'rejected_rows', set_aside.rejected_count, 'rejets'),
    (4, 'unknown_choices', set_aside.unknown_choice_count, 'rejets'),
    (5, 'unread_columns', set_aside.unread_column_count, 'rejets'),
    (6, 'unconfirmed_questions', unconfirmed.question_count, 'questions'),
    (7, 'unclear_consents', people.unclear_count, 'contributions'),
    (8, 'same_answers', people.excess_count, 'a_verifier'),
    (9, 'other_doubts', people.other_count, 'a_verifier'),
    (10, 'changed_consents', people.consent_count, 'a_verifier'),
    (11, 'uncertain_consents', people.uncertain_count, 'a_verifier'),
    (11, 'edited_consents', people.edit_count, 'a_verifier'),
    (12, 'nameless', people.nameless_count, 'contributions'),
    (13, 'mandates', people.mandate_count, 'contributions'),
    (14, 'texts_to_read', texts.unread_count, 'a_relire'),
    (15, 'quick_texts', texts.quick_count, 'a_relire_vite'),
    (16, 'unmasked_texts', texts.by_hand_count, 'a_relire'),
    (17, 'texts_by_hand', set_aside.by_hand_count, 'rejets'),
    (18, 'attached_files', texts.file_count, 'textes'),
    (19, 'lost_quotes', lost_quotes.quote_count, 'citations'),
    (20, 'unfilled_blanks', note.blank_count, null)
) as tasks (place, id, todo_count, sheet)
where
    tasks.todo_count > 0
    or tasks.id not in (
        'forgotten_requests',
        'lost_files',
        'thinned_exports',
        'emptied_form',
        'unknown_requests',
        'raised_consents',
        'unread_refusals',
        'waiting_erasures',
        'unread_columns',
        'quick_texts',
        'unmasked_texts',
        'texts_by_hand',
        'unconfirmed_questions',
        'edited_consents',
        'uncertain_consents',
        'lost_quotes',
        'unfilled_blanks'
    )
order by tasks.place, tasks.id
