-- What is left to do before sending, on the page « Lisez-moi » of synthese.xlsx.
-- One row per task; tasks with nothing to do are kept, so that their zero can be seen.

with

contributions as (

    select * from respondents.contributions

),

refused as (

    select
        1 as place,
        'Fichiers refusés : à corriger, puis à redéposer' as task,
        count(*) as todo_count,
        'Rejets' as sheet
    from raw.refusals

),

unreadable as (

    select
        2 as place,
        'Lignes rejetées : réponses qui ne sont pas comptées' as task,
        count(*) as todo_count,
        'Rejets' as sheet
    from clean.rejections

),

unknown_choices as (

    select
        3 as place,
        'Choix inconnus du fichier du formulaire : à y ajouter' as task,
        count(*) as todo_count,
        'Rejets' as sheet
    from clean.set_aside_cells
    where rule = 'unknown_choice'

),

unclear_consents as (

    select
        4 as place,
        'Consentements peu clairs : ces réponses ne partent pas' as task,
        count(*) as todo_count,
        'Contributions' as sheet
    from contributions
    where consent = 'unclear'

),

nameless as (

    select
        8 as place,
        '« En mon nom » sans nom utilisable (vide, « Anonyme », autre)' as task,
        count(*) as todo_count,
        'Contributions' as sheet
    from contributions
    left join people.people as people
        on contributions.submission_id = people.submission_id
    where
        contributions.consent = 'own_name'
        and not coalesce(people.has_usable_name, false)

),

mandates as (

    select
        9 as place,
        'Au nom d''un collectif : mandat à confirmer' as task,
        count(*) as todo_count,
        'Contributions' as sheet
    from contributions
    where consent = 'collective_name'

),

texts_to_read as (

    select
        10 as place,
        'Textes à relire avant transmission' as task,
        count(*) as todo_count,
        'À relire' as sheet
    from sending.readings
    where state != 'applied'

),

attached_files as (

    select
        11 as place,
        'Pièces jointes à récupérer à la main sur Framaforms' as task,
        count(*) as todo_count,
        'Textes' as sheet
    from contributions
    inner join clean.answers as answers
        on contributions.submission_id = answers.submission_id
    inner join form.questions as questions
        on answers.question_id = questions.question_id
    where questions.kind = 'file' and answers.text is not null

),

to_decide as (

    select
        decision_kind,
        excess_count,
        submission_count,
        contains(reasons, 'same_answers') as has_same_answers
    from review.suspicions
    where state != 'applied'

),

same_answers as (

    select
        5 as place,
        'Réponses identiques, probables doubles envois ('
        || count(*)
        || case when count(*) > 1 then ' groupes)' else ' groupe)' end as task,
        coalesce(sum(excess_count), 0)::bigint as todo_count,
        'À vérifier' as sheet
    from to_decide
    where decision_kind = 'same_person' and has_same_answers

),

other_doubts as (

    select
        6 as place,
        'Autres soumissions qui pourraient être de la même personne (groupes)' as task,
        count(*) as todo_count,
        'À vérifier' as sheet
    from to_decide
    where decision_kind = 'same_person' and not has_same_answers

),

changed_consents as (

    select
        7 as place,
        'Consentements qui diffèrent d''un envoi à l''autre : le moins public vaut'
            as task,
        count(*) as todo_count,
        'À vérifier' as sheet
    from to_decide
    where decision_kind = 'consent'

),

tasks as (

    select * from refused
    union all
    select * from same_answers
    union all
    select * from other_doubts
    union all
    select * from changed_consents
    union all
    select * from unreadable
    union all
    select * from unknown_choices
    union all
    select * from unclear_consents
    union all
    select * from nameless
    union all
    select * from mandates
    union all
    select * from texts_to_read
    union all
    select * from attached_files

)

select
    task as "À faire",
    todo_count as "À traiter",
    sheet as "Feuille"
from tasks
order by place
