-- Exports in whose texts accents were destroyed before they came here.
-- One row per such export, with how many of its texts that count show it.
-- What a program that mistakes one encoding for another leaves: é becomes Ã©, a sign that stands
-- for what cannot be read, or question marks inside a word. A person types two of them by chance,
-- not one text in twenty.

with

texts as (

    select
        answers.export_id,
        regexp_matches(
            answers.text,
            '\x{FFFD}|[\x{C2}\x{C3}][\x{80}-\x{BF}\x{152}-\x{192}\x{2C6}-\x{2DC}]'
            || '|[\x{C2}\x{C3}][\x{2013}-\x{203A}\x{20AC}\x{2122}]'
            || '|(?:^|\s)(?:\p{L}[''\x{2019}])?\p{L}+\?+\p{L}+'
        ) as is_damaged
    from typed.answers as answers
    inner join history.versions as versions using (export_id, record_number)
    where versions.version_rank = 1 and regexp_matches(answers.text, '\p{L}{2}')

),

counted as (

    select
        export_id,
        count(*) as text_count,
        count(*) filter (where is_damaged) as damaged_count
    from texts
    group by export_id

)

select
    exports.file_name,
    counted.damaged_count,
    counted.text_count
from counted
inner join raw.exports as exports using (export_id)
where counted.damaged_count >= 2 and counted.damaged_count >= 0.05 * counted.text_count
order by exports.file_name
