-- Exports without SIDs that somebody must put in order of age, as rows of « À vérifier ».
-- One row per export that does not count only because nobody said so.
-- A pair is shown in the order of the digests, so that « first » and « second » never change.

with

pairs as (

    select
        list_sort([export_id, newest_id]) as export_ids,
        newest_id
    from raw.replaced_exports
    where state = 'open'

),

asked as (

    select
        firsts.file_name as first_name,
        seconds.file_name as second_name,
        counted.file_name as counted_name,
        [
            form.form_id || ':' || left(pairs.export_ids[1], 12),
            form.form_id || ':' || left(pairs.export_ids[2], 12)
        ] as subjects,
        left(sha256(array_to_string(pairs.export_ids, ' ')), 16) as fingerprint
    from pairs
    cross join form.form as form
    inner join raw.exports as firsts on pairs.export_ids[1] = firsts.export_id
    inner join raw.exports as seconds on pairs.export_ids[2] = seconds.export_id
    inner join raw.exports as counted on pairs.newest_id = counted.export_id

)

select
    sentence('a_verifier', 'newer') as subject_matter,
    word('decision_kind', 'newer').label as question,
    sentence(
        'a_verifier',
        'newer_files',
        struct_pack(
            "first" := first_name,
            "second" := second_name,
            counted := counted_name
        )
    ) as argument,
    array_to_string(subjects, ', ') as subject,
    word('decision_state', 'open').label as state,
    first_name,
    second_name,
    decision_key('newer', fingerprint, array_to_string(subjects, ' ')) as key
from asked
