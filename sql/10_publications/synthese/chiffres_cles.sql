-- Sheet « Chiffres clés » of synthese.xlsx.
-- One row per figure, with its denominator and the sheet that tells more.

with

questions as (

    select * from form.questions

),

received as (

    select sum(submission_count)::bigint as submission_count from statistics.flow

),

counted as (

    select count(*) as contribution_count from respondents.contributions

),

boxes_of_the_flow as (

    select
        1 as section,
        0 as place,
        0 as subplace,
        'Bilan' as heading,
        'Soumissions reçues' as figure,
        received.submission_count::double as value,
        null::double as base,
        'Bilan' as sheet
    from received
    union all
    select
        1 as section,
        words.position as place,
        0 as subplace,
        'Bilan' as heading,
        words.label as figure,
        flow.submission_count as value,
        received.submission_count as base,
        'Bilan' as sheet
    from statistics.flow as flow
    cross join received
    inner join form.words as words on flow.box = words.id and words.kind = 'box'

),

consents as (

    select
        2 as section,
        words.position as place,
        0 as subplace,
        'Envoi' as heading,
        words.label as figure,
        sum(consent_counts.contribution_count)::double as value,
        any_value(counted.contribution_count)::double as base,
        'Contributions' as sheet
    from statistics.consent_counts as consent_counts
    cross join counted
    inner join form.words as words
        on consent_counts.consent = words.id and words.kind = 'consent'
    group by words.position, words.label

),

collectives as (

    select
        2 as section,
        99 as place,
        0 as subplace,
        'Envoi' as heading,
        'Dont réponses de collectifs' as figure,
        count(*) filter (where contributions.respondent_kind = 'collective') as value,
        count(*) as base,
        'Contributions' as sheet
    from respondents.contributions as contributions

),

profiles as (

    select
        3 as section,
        coalesce(categories.position, 99) as place,
        0 as subplace,
        'Profil déclaré' as heading,
        coalesce(categories.label, 'Sans catégorie') as figure,
        category_counts.contribution_count as value,
        counted.contribution_count as base,
        'Croisements' as sheet
    from statistics.category_counts as category_counts
    cross join counted
    left join form.categories as categories
        on category_counts.category_id = categories.category_id
    where
        category_counts.counting_rule = 'all'
        and (
            category_counts.category_id is not null
            or category_counts.contribution_count > 0
        )

),

ranges as (

    select
        question_id,
        item_id,
        choice_id,
        min(chosen_share) as smallest,
        max(chosen_share) as greatest
    from statistics.answer_counts
    group by question_id, item_id, choice_id

),

leading_answers as (

    select
        4 as section,
        questions.position as place,
        coalesce(items.position, 0) * 10 as subplace,
        questions.title as heading,
        concat_ws(' : ', items.label, choices.label) as figure,
        answer_counts.chosen_count as value,
        answer_counts.answered_count as base,
        'Règles de comptage' as sheet,
        ranges.smallest,
        ranges.greatest,
        case when questions.kind = 'choices' then 3 else 1 end as shown,
        row_number() over (
            partition by answer_counts.question_id, answer_counts.item_id
            order by answer_counts.chosen_count desc, choices.position asc
        ) as answer_rank
    from statistics.answer_counts as answer_counts
    inner join questions on answer_counts.question_id = questions.question_id
    inner join ranges
        on
            answer_counts.question_id = ranges.question_id
            and answer_counts.item_id is not distinct from ranges.item_id
            and answer_counts.choice_id = ranges.choice_id
    inner join form.choices as choices
        on
            answer_counts.question_id = choices.question_id
            and answer_counts.choice_id = choices.choice_id
    left join form.items as items
        on
            answer_counts.question_id = items.question_id
            and answer_counts.item_id = items.item_id
    where answer_counts.counting_rule = 'all' and answer_counts.answered_count > 0

),

-- People, different texts and families: never one without the others.
text_counts as (

    select
        text_families.*,
        questions.position as place,
        questions.title,
        questions.has_families
    from statistics.text_families as text_families
    inner join questions on text_families.question_id = questions.question_id

),

texts as (

    select
        5 as section,
        text_counts.place,
        0 as subplace,
        'Textes' as heading,
        'Ont écrit : ' || text_counts.title as figure,
        text_counts.answered_count as value,
        counted.contribution_count as base,
        'Textes' as sheet
    from text_counts
    cross join counted
    union all
    select
        5 as section,
        place,
        1 as subplace,
        'Textes' as heading,
        'Textes différents : ' || title as figure,
        distinct_text_count as value,
        answered_count as base,
        'Textes' as sheet
    from text_counts
    union all
    select
        5 as section,
        place,
        2 as subplace,
        'Textes' as heading,
        'Familles de textes presque identiques : ' || title as figure,
        family_count as value,
        null as base,
        'Familles' as sheet
    from text_counts
    where has_families
    union all
    select
        5 as section,
        place,
        3 as subplace,
        'Textes' as heading,
        'Personnes dont le texte est dans une famille : ' || title as figure,
        family_respondent_count as value,
        answered_count as base,
        'Familles' as sheet
    from text_counts
    where has_families

),

largest_letter as (

    select * from families.families
    where family_rank = 1

),

letters as (

    select
        5 as section,
        98 as place,
        0 as subplace,
        'Textes' as heading,
        'Lettre la plus reprise : personnes' as figure,
        largest_letter.respondent_count as value,
        counted.contribution_count as base,
        'Familles' as sheet
    from largest_letter
    cross join counted
    union all
    select
        5 as section,
        98 as place,
        1 as subplace,
        'Textes' as heading,
        'Dont avec un ajout personnel' as figure,
        own_addition_count as value,
        respondent_count as base,
        'Ajouts' as sheet
    from largest_letter
    union all
    select
        5 as section,
        99 as place,
        0 as subplace,
        'Textes' as heading,
        'Ne font que reprendre des lettres types, sans rien y ajouter' as figure,
        count(template_contributions.submission_id) as value,
        count(*) as base,
        'Règles de comptage' as sheet
    from respondents.contributions as contributions
    left join families.template_contributions as template_contributions
        on contributions.submission_id = template_contributions.submission_id

),

busiest_day as (

    select
        6 as section,
        0 as place,
        0 as subplace,
        'Rythme' as heading,
        'Journée la plus forte : ' || strftime(days.day, '%d/%m/%Y') as figure,
        days.contribution_count as value,
        counted.contribution_count as base,
        'Participation' as sheet
    from statistics.participation_by_day as days
    cross join counted
    order by days.contribution_count desc, days.day asc
    limit 1

),

everything as (

    select * from boxes_of_the_flow
    union all by name
    select * from consents
    union all by name
    select * from collectives
    union all by name
    select * from profiles
    union all by name
    select
        section,
        place,
        subplace + answer_rank as subplace,
        heading,
        'En tête : ' || figure as figure,
        value,
        base,
        sheet,
        smallest,
        greatest
    from leading_answers
    where answer_rank <= shown and value > 0
    union all by name
    select * from texts
    union all by name
    select * from letters
    union all by name
    select * from busiest_day

)

select
    heading as "Rubrique",
    figure as "Chiffre",
    value as "Nombre",
    base as "Sur",
    value / nullif(base, 0) as "Part",
    smallest as "Part la plus basse",
    greatest as "Part la plus haute",
    sheet as "Voir la feuille"
from everything
order by section, place, subplace
