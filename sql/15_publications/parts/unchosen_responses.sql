-- The texts, the kind and the consent of each contribution, as rows of responses.
-- One row per contribution and text, saying that it was written, and one for its category, its kind
-- and its consent, as questions whose ids no form can have.

with

-- As the file holds them: the same text is the same number, in an order that tells nothing.
texts as (

    select
        answers.submission_id,
        questions.position as question_place,
        questions.question_id,
        questions.title as question_label,
        1 as choice_place,
        'written' as choice_id,
        sentence('none', 'choice') as choice_label,
        dense_rank() over (
            partition by questions.question_id order by md5(answers.text)
        ) as text_number,
        members.family_id,
        (members.change = 'own_addition')::integer as own_addition
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    inner join form.questions as questions using (question_id)
    left join families.members as members using (submission_id, question_id)
    where questions.kind = 'text' and answers.text is not null

),

declared as (

    select
        contributions.submission_id,
        told.place as question_place,
        told.id as question_id,
        sentence('responses', told.id) as question_label,
        told.choice_id,
        coalesce(word(told.kind, told.choice_id).label, sentence('none', 'category'))
            as choice_label
    from respondents.contributions as contributions
    cross join lateral (
        values
        (-3, 'declared-category', 'category', contributions.category_id),
        (-2, 'respondent-kind', 'respondent_kind', contributions.respondent_kind),
        (-1, 'given-consent', 'consent', contributions.consent)
    ) as told (place, id, kind, choice_id)

)

select * from texts
union all by name
select * from declared
