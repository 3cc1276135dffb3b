-- Known answers that exports lack, as rows of « À vérifier ».
-- One row per set of answers that is asked about, or that was decided.
-- A few numbers and files are named, as many as a person looks at.

with

named as (

    select
        missing.subject_id,
        list(exports.file_name order by exports.export_number desc) as file_names
    from review.missing_answers as missing
    cross join unnest(missing.export_ids) as lacking (export_id)
    inner join history.exports as exports using (export_id)
    group by missing.subject_id

)

select
    sentence(
        'a_verifier',
        case
            when len(named.file_names) = 1 then 'missing' else 'missing_from_several'
        end,
        struct_pack(
            answer_count := missing.answer_count,
            file_name := named.file_names[1],
            other_count := len(named.file_names) - 1
        )
    ) as subject_matter,
    word('decision_kind', 'missing').label as question,
    sentence(
        'a_verifier',
        case
            when len(missing.numbers) > 200 then 'many_missing_numbers'
            else 'missing_numbers'
        end,
        struct_pack(
            numbers := array_to_string(missing.numbers[:200], ', '),
            other_count := len(missing.numbers) - 200
        )
    ) as argument,
    array_to_string(missing.submission_ids, ', ') as subject,
    word(
        'decision_state',
        case
            when missing.state = 'open' then 'open'
            when missing.state = 'kept' and missing.choice = 'deleted' then 'back'
            else 'applied'
        end
    ).label as state,
    case
        when missing.state != 'open'
            then
                concat_ws(
                    ' ',
                    word('missing_choice', missing.choice).label,
                    '(' || initials_and_day(missing.initials, missing.decided_at) || ')'
                )
    end as decided,
    missing.answer_count as submission_count,
    decision_key(
        'missing',
        missing.fingerprint,
        array_to_string(missing.submission_ids, ' ')
    ) as key,
    missing.state = 'open' as is_open,
    missing.first_sid
from review.missing_answers as missing
inner join named using (subject_id)
