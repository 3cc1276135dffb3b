-- Sheet « Mots » of a-coder.xlsx.
-- One row per question and word that sets its texts not yet coded apart; thirty a question.
-- They are compared with the question's coded texts; with those of other questions while none is
-- coded; with nothing, the most widespread words, where there is nothing else.
-- « Écart » is the log-likelihood ratio over texts with and without the word,
-- G² = 2 Σ observed × ln(observed / expected): Dunning, Accurate methods for the statistics of
-- surprise and coincidence, Computational Linguistics 19 (1), 1993.

with

-- Articles, pronouns, auxiliaries and the like, without accents: they say nothing of what a text is
-- about. Words of fewer than three letters are not looked at.
function_words as (

    select
        unnest(
            string_split_regex(
                trim('
                    afin ai aie aient ailleurs ainsi ait alors apres assez aucun
                    aucune aujourd aupres auquel aura aurai aurait aussi aussitot
                    autant autre autres aux auxquelles auxquels avaient avais avait
                    avant avec avez avoir avons ayant beaucoup bien car cas ceci cela
                    celle celles celui cent cependant certain certaine certaines
                    certains ces cet cette ceux chacun chacune chaque chez cinq
                    combien comme comment contre dans deja depuis derriere des
                    desormais deux devant devoir devons devra devrait dire dit doit
                    doivent donc donner dont dus duquel durant elle elles encore enfin
                    ensuite entre envers est etaient etais etait etant etc ete etes
                    etre eux eut fait faire faites falloir fallait faudra faudrait
                    faut fois font fut grace hormis hors http https hui ici ils jamais
                    jusqu jusque laquelle lequel les lesquelles lesquels leur leurs
                    loin lorsqu lorsque lui mais malgre meme memes mes mieux moi moins
                    mon neanmoins nos notamment notre nous nul nulle ont ors oui par
                    parce parfois parler parmi partout pas pendant peu peut peuvent
                    peux plus plusieurs plutot pour pourquoi pourra pourrait pourtant
                    pouvait pouvez pouvoir pouvons pres presque prendre puis puisqu
                    puisque quand quant quatre que quel quelle quelles quelqu quelque
                    quelques quels qui quiconque quoi quoique rien sans sauf savoir
                    selon sera serai seraient serait seront ses seul seule seulement
                    seuls sien sinon soi soient soit sommes son sont sous souvent suis
                    suite sur surtout tandis tant tel telle tellement telles tels tes
                    toi ton toujours tous tout toute toutefois toutes tres trois trop
                    une uns vers veut veux via voici voila voir vont vos votre vouloir
                    voulons vous vraiment vrai www
                '),
                '\s+'
            )
        ) as word

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
        question_id,
        word,
        max(written) as written,
        count(*) filter (where not is_coded) as new_count,
        count(*) filter (where is_coded) as coded_count,
        sum(count(*)) over (partition by word) - count(*) as elsewhere_count
    from words
    where word not in (select function_words.word from function_words)
    group by question_id, word

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
