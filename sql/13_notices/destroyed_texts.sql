-- Free texts of which a spreadsheet left an error, the beginning or a date.
-- One row per export, question and damage, with how many of the texts that count show it.
-- A cell of Excel holds 32,767 units of UTF-16, in which a rare sign is two. It takes « =mot » for a
-- formula and « 12/3 » for a day, which its csv writes « 12-mars », its xlsx as a date.

with

texts as (

    select
        exports.file_name,
        exports.file_format,
        questions.title as question,
        answers.text,
        length(answers.text)
        + length(regexp_replace(answers.text, '[^\x{10000}-\x{10FFFF}]', '', 'g'))
            as unit_count
    from typed.answers as answers
    inner join history.versions as versions using (export_id, record_number)
    inner join form.questions as questions using (question_id)
    inner join raw.exports as exports using (export_id)
    where versions.version_rank = 1 and questions.kind = 'text'

),

judged as (

    select
        file_name,
        question,
        case
            when
                regexp_full_match(
                    text,
                    '#(NOM|NAME|VALEUR|VALUE|NOMBRE|NUM|NULL?|REF|DIV/0|N/A)'
                    || '[\s\p{Z}]*[!?]?|Err\s?:\d{3}|#{4,}'
                )
                then 'destroyed_texts_error'
            when unit_count = 32767
                then 'destroyed_texts_cut'
            when
                contains(text, '-')
                and regexp_full_match(
                    strip_accents(lower(text)),
                    '(\d{1,2}-)?(janv?|fe[bv]r?|mars?|a[pv]r|ma[iy]|jui?[nl]|juil'
                    || '|aout|aug|sept?|oct|nov|dec)\.?(-\d{2})?'
                )
                or (
                    file_format = 'xlsx'  -- nobody types so
                    and regexp_full_match(text, '\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?')
                )
                then 'destroyed_texts_date'
        end as sentence_id
    from texts

)

select
    file_name,
    question,
    sentence_id,
    count(*) as text_count
from judged
where sentence_id is not null
group by file_name, question, sentence_id
order by file_name, question, sentence_id
