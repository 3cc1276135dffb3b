-- Tasks left before sending, on the first page of a-decider.xlsx.
-- One row per task; usual tasks with nothing to do are kept, so that their zero can be seen, rare
-- ones are not.

with

tasks (place, id, sheet, is_usual) as (

    values
    (1, 'forgotten_requests', 'rejets', false),
    (2, 'emptied_form', null, false),
    (3, 'lost_files', 'exports', false),
    (4, 'form_change', 'a_verifier', false),
    (5, 'missing_answers', 'a_verifier', false),
    (6, 'rival_exports', 'a_verifier', false),
    (7, 'unknown_requests', 'retraits', false),
    (8, 'unread_refusals', 'rejets', false),
    (9, 'unheard_exports', 'exports', false),
    (10, 'waiting_erasures', 'retraits', false),
    (11, 'refused_files', 'rejets', true),
    (12, 'rejected_rows', 'rejets', true),
    (13, 'unknown_choices', 'rejets', true),
    (14, 'unread_columns', 'rejets', false),
    (15, 'unconfirmed_questions', 'questions', false),
    (16, 'unclear_consents', 'contributions', true),
    (17, 'same_people', 'a_verifier', true),
    (18, 'changed_consents', 'a_verifier', true),
    (19, 'moved_consents', 'a_verifier', false),
    (20, 'nameless', 'contributions', true),
    (21, 'mandates', 'contributions', true),
    (22, 'texts_to_read', 'a_relire', true),
    (23, 'quick_texts', 'a_relire_vite', false),
    (24, 'unmasked_texts', 'a_relire', false),
    (25, 'texts_by_hand', 'rejets', false),
    (26, 'attached_files', 'textes', true),
    (27, 'lost_quotes', 'citations', false),
    (28, 'open_disagreements', 'desaccords', false),
    (29, 'unfilled_blanks', null, false)

)

select
    sentence(
        'a_faire',
        tasks.id,
        struct_pack(
            places := counted.places,
            names := counted.names,
            blanks := counted.blanks
        )
    ) as "À faire",
    coalesce(counted.todo_count, 0) as "À traiter",
    sentence('sheet', tasks.sheet) as "Feuille"
from tasks
left join publications.parts__left_to_do as counted using (id)
where tasks.is_usual or counted.todo_count > 0
order by tasks.place
