-- Full exports that lack nothing but what came before their first answer.
-- One row per file, with the number of answers that count as vanished for it.
-- « Only new » exports that hold nine answers in ten pass for full ones: where all that one lacks
-- is its beginning, nobody knows that it was deleted until another full export lacks it.

with

deletions_of_one_export as (

    select *
    from respondents.deletions
    qualify count(*) over (partition by submission_id) = 1

)

select
    exports.file_name,
    count(*) as answer_count
from deletions_of_one_export as deletions
inner join clean.exports as exports using (export_id)
inner join respondents.flow as flow using (submission_id)
where flow.box = 'vanished'
group by exports.file_name
having bool_and(deletions.is_before_first)
order by exports.file_name
