-- Sheet « Mots » of a-coder.xlsx.
-- One row per question and word that sets its texts not yet coded apart; thirty a question.
-- They are compared with the question's coded texts; with those of other questions while none is
-- coded; with nothing, the most widespread words, where there is nothing else.
-- « Écart » is the log-likelihood ratio over texts with and without the word,
-- G² = 2 Σ observed × ln(observed / expected): Dunning, Accurate methods for the statistics of
-- surprise and coincidence, Computational Linguistics 19 (1), 1993.

with

function_words as (

    select unnest(string_split_regex(trim(label), '\s+')) as word
    from form.words
    where kind = 'function_words'

),

units as (

    select
        unit_id,
        question_id,
        sample_rank,
        text,
        unit_id in (
            select codes.unit_id from coding.codes as codes
            union all
            select settlements.unit_id from coding.settlements as settlements
        ) as is_coded
    from coding.units
    where is_sampled

),

questions as (

    select
        question_id,
        count(*) filter (where not is_coded) as new_total,
        count(*) filter (where is_coded) as coded_total,
        sum(count(*)) over () - count(*) as elsewhere_total
    from units
    group by question_id

),

written_words as (

    select
        unit_id,
        question_id,
        sample_rank,
        is_coded,
        unnest(
            list_distinct(
                regexp_extract_all(lower(nfc_normalize(text)), '\p{L}{3,}')
            )
        ) as written
    from units

),

-- A word is shown as one of its spellings, with accents where there are some.
words as (

    select
        written_words.unit_id,
        written_words.question_id,
        written_words.sample_rank,
        written_words.is_coded,
        folded(written_words.written) as word,
        max(written_words.written) as written
    from written_words
    group by all

),

counted as (

    select
        words.question_id,
        words.word,
        max(words.written) as written,
        count(*) filter (where not words.is_coded) as new_count,
        count(*) filter (where words.is_coded) as coded_count,
        sum(count(*)) over (partition by words.word) - count(*) as elsewhere_count
    from words
    anti join function_words using (word)
    group by words.question_id, words.word

),

compared as (

    select
        counted.question_id,
        counted.word,
        counted.written,
        counted.new_count,
        questions.new_total,
        case
            when questions.coded_total > 0 then 'coded'
            when questions.elsewhere_total > 0 then 'elsewhere'
            else 'nothing'
        end as reference,
        case
            when questions.coded_total > 0 then counted.coded_count
            else counted.elsewhere_count
        end as other_count,
        case
            when questions.coded_total > 0 then questions.coded_total
            else questions.elsewhere_total
        end as other_total
    from counted
    inner join questions using (question_id)
    -- A word of one text is no theme yet.
    where counted.new_count > 1

),

scored as (

    select
        *,
        2 * list_sum(
            list_transform(
                [
                    [new_count, new_total, new_count + other_count],
                    [other_count, other_total, new_count + other_count],
                    [
                        new_total - new_count,
                        new_total,
                        new_total + other_total - new_count - other_count
                    ],
                    [
                        other_total - other_count,
                        other_total,
                        new_total + other_total - new_count - other_count
                    ]
                ],
                lambda cell: case
                    when cell[1] = 0 then 0
                    else cell[1] * ln(
                        cell[1] * (new_total + other_total) / (cell[2] * cell[3])
                    )
                end
            )
        ) as ratio
    from compared
    where other_total = 0 or new_count / new_total > other_count / other_total

),

told as (

    select
        *,
        case when other_total > 0 then ratio end as told_ratio,
        row_number() over (
            partition by question_id
            order by
                case when other_total > 0 then ratio end desc nulls last,
                new_count desc,
                word asc
        ) as place
    from scored
    qualify place <= 30

),

people as (

    select
        told.question_id,
        told.word,
        count(distinct unit_submissions.submission_id) as respondent_count,
        arg_min(words.unit_id, words.sample_rank) as example
    from told
    inner join words
        on
            told.question_id = words.question_id
            and told.word = words.word
            and not words.is_coded
    inner join coding.unit_submissions as unit_submissions using (unit_id)
    group by told.question_id, told.word

)

select
    word('question', told.question_id).label as "Question",
    told.written as "Mot",
    people.respondent_count as "Contributions",
    told.new_count as "Textes",
    told.told_ratio as "Écart",
    sentence('mots', told.reference) as "Comparés à",
    people.example as "Référence d’un exemple"
from told
inner join people using (question_id, word)
order by word('question', told.question_id).position, told.place
