-- Free texts damaged before they were read here: lost accents, or changes by a spreadsheet.
-- One row per export, question and damage, with how many of the texts that count show it.
-- Accents: é became Ã©, the character �, or question marks inside a word. A person may type this by
-- chance, but not in one text in twenty. An Excel cell holds 32,767 units of UTF-16, of which a
-- rare character takes two. Excel takes « =mot » for a formula and « 12/3 » for a day (« 12-mars
-- »).

with

judged as (

    select
        exports.file_name,
        questions.title as question,
        case
            when
                regexp_full_match(
                    answers.text,
                    '#(NOM|NAME|VALEUR|VALUE|NOMBRE|NUM|NULL?|REF|DIV/0)[\s\p{Z}]*[!?]'
                    || '|#N/A|Err\s?:\d{3}'
                )
                then 'destroyed_by_formula'
            when
                length(answers.text)
                + len(regexp_extract_all(answers.text, '[\x{10000}-\x{10FFFF}]'))
                = 32767
                then 'destroyed_by_cut'
            when
                contains(answers.text, '-')
                and regexp_full_match(
                    strip_accents(lower(answers.text)),
                    '(\d{1,2}-)?(janv?|fe[bv]r?|mars?|a[pv]r|ma[iy]|jui?[nl]|aout|aug'
                    || '|sept?|oct|nov|dec)\.?(-\d{2})?'
                )
                or (
                    exports.file_format = 'xlsx'  -- nobody types a date so
                    and regexp_full_match(
                        answers.text, '\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?'
                    )
                )
                then 'destroyed_by_date'
            when
                regexp_matches(
                    answers.text,
                    '\x{FFFD}|[\x{C2}\x{C3}][\x{80}-\x{BF}\x{152}-\x{192}'
                    || '\x{2C6}-\x{2DC}\x{2013}-\x{203A}\x{20AC}\x{2122}]'
                    || '|(?:^|\s)(?:\p{L}[''\x{2019}])?\p{L}+\?+\p{L}+'
                )
                then 'destroyed_accents'
        end as sentence_id
    from typed.answers as answers
    inner join history.versions as versions using (export_id, record_number)
    inner join form.questions as questions using (question_id)
    inner join raw.exports as exports using (export_id)
    where versions.version_rank = 1 and questions.kind = 'text'

)

select
    file_name,
    question,
    sentence_id,
    count(*) as text_count,
    sum(count(*)) over (partition by file_name, question)::bigint as all_count
from judged
group by file_name, question, sentence_id
qualify
    sentence_id is not null
    and (
        sentence_id != 'destroyed_accents'
        or (text_count >= 2 and text_count >= 0.05 * all_count)
    )
order by file_name, question, sentence_id
