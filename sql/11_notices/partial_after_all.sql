-- Full exports that lack what a later export has, so were not full after all.
-- One row per file, with the number of answers that count as vanished for it.
-- Nothing that was deleted comes back: what a later export has, a full one would have had.

select
    exports.file_name,
    count(*) as answer_count
from respondents.deletions as deletions
inner join clean.exports as exports
    on deletions.export_id = exports.export_id
inner join respondents.flow as flow
    on deletions.submission_id = flow.submission_id
where deletions.is_back and flow.box = 'vanished'
group by exports.file_name
order by exports.file_name
