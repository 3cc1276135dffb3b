-- The texts that would leave, where a draw by lot decides which of them a person reads.
-- One row per contribution and question with a text; key: submission_id, question_id. Empty unless
-- the form file asks for a draw (`[review] required = "draw"`).
-- A unit (`unit_id`) is all equal answers to a question as the program would send them, accents,
-- capitals and punctuation aside: neither the words that readers mask nor other answers change it.
-- `draw_rank`: the rank of the unit in the draw, null if the program points at something in it, as
-- all such texts are read. `is_drawn`: among the first of the order, or before the first unread
-- unit. `found_words`: words of this unread text that a reader masked in another text. Never
-- published.

with

said as (

    select
        readings.submission_id,
        readings.question_id,
        coalesce(nullif(folded(texts.masked_text), ''), texts.masked_text) as said,
        sha256(concat_ws(' ', readings.question_id, said)) as unit_id,
        readings.state = 'applied' as is_read,
        coalesce(
            is_read and (
                readings.choice != 'send' or texts.sent_text != texts.masked_text
            ),
            false
        ) as is_found,
        readings.state = 'by_hand'
        or len(texts.mentions) > 0
        or not list_has_all(['chosen'], texts.mask_kinds) as is_marked
    from sending.readings as readings
    inner join redaction.texts as texts using (submission_id, question_id)
    cross join form.form as form
    where form.has_drawn_review

),

units as (

    select
        unit_id,
        said,
        bool_or(is_marked) as is_marked,
        bool_and(is_read) as is_read,
        bool_or(is_found) as is_found
    from said
    group by unit_id, said

),

ranked as (

    select
        units.*,
        case
            when not units.is_marked
                then
                    row_number() over (
                        partition by units.is_marked
                        order by lot(form.form_id, 'reading', units.unit_id)
                    )
        end as draw_rank
    from units
    cross join form.form as form

),

reached as (

    select
        greatest(
            any_value(thresholds.drawn_text_count),
            coalesce(
                min(ranked.draw_rank) filter (where not ranked.is_read) - 1,
                max(ranked.draw_rank)
            )
        ) as last_rank
    from ranked
    cross join form.thresholds as thresholds

),

-- Also words masked in a text that no longer leaves.
masked_words as (

    select
        folded(word) as folded_word,
        min(word) as word
    from (
        select unnest(words) as word from sending.reading_decisions
        union all
        select unnest(words) as word from history.given_decisions
        where decision_kind = 'reading' and choice = 'mask' and is_latest
    ) as decided
    where folded_word != ''
    group by folded_word

),

held as (

    select
        units.unit_id,
        list(masked_words.word order by masked_words.word) as found_words
    from units
    inner join masked_words
        on contains(' ' || units.said || ' ', ' ' || masked_words.folded_word || ' ')
    group by units.unit_id

)

select
    said.submission_id,
    said.question_id,
    said.unit_id,
    ranked.draw_rank,
    coalesce(ranked.draw_rank <= reached.last_rank, false) as is_drawn,
    ranked.is_read,
    ranked.is_found,
    if(said.is_read, [], coalesce(held.found_words, [])) as found_words,
    ranked.is_marked or (held.unit_id is not null and not is_drawn) as is_pointed_at
from said
cross join reached
inner join ranked using (unit_id)
left join held using (unit_id)
