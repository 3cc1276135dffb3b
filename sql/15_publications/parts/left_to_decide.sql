-- Tasks of a-decider.xlsx on people, their consents and their texts, for its first page.
-- One row per task with something to do; key: id. `places`: the first texts to read by hand, all of
-- which are in the sheet.

with

asked as (

    select 'same_people' as id
    from review.suspicions
    where state != 'applied'
    union all
    select if(is_moved, 'moved_consents', 'changed_consents') as id
    from review.consents
    where state not in ('applied', 'settled')
    union all
    select
        case contributions.consent
            when 'unclear' then 'unclear_consents'
            when 'collective_name' then 'mandates'
            else 'nameless'
        end as id
    from respondents.contributions as contributions
    left join people.people as people using (submission_id)
    where
        contributions.consent in ('unclear', 'collective_name')
        or (
            contributions.consent = 'own_name'
            and not coalesce(people.has_usable_name, false)
        )
    union all
    select case when is_quick then 'quick_texts' else 'texts_to_read' end as id
    from sending.texts_to_read
    where
        state not in ('applied', 'by_hand')
        and is_required
        and first_submission_id = same_submission_id
    union all
    select 'attached_files' as id
    from respondents.contributions
    inner join clean.answers as answers using (submission_id)
    inner join form.questions as questions using (question_id)
    where questions.kind = 'file' and answers.text is not null

)

select
    id,
    count(*) as todo_count,
    null::varchar as places
from asked
group by id
union all
select
    'unmasked_texts' as id,
    count(*) as todo_count,
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
