-- Units, the texts that people code: each text once, a letter once, each addition to it alone.
-- One row per unit; key: unit_id.
-- The order is drawn by lot from the form's name, and stays. An addition comes right after its
-- letter: drawn on its own, those who added to a letter would be read later than everybody else.
-- All coders code the first `both_count` units, one coder each of the others. A coder who stops
-- early has coded a random sample of them.

with

pieces as (

    select
        texts.*,
        lot(form.form_id, null, texts.unit_id) as lot,
        min(lot) filter (where texts.unit_kind != 'addition') over (
            partition by texts.submission_id, texts.question_id
        ) as text_lot
    from coding_steps.texts as texts
    cross join form.form as form

),

said as (

    select
        unit_id,
        question_id,
        max(unit_kind) as unit_kind,
        any_value(lot) as lot,
        min(text_lot) as text_lot,
        arg_min(
            struct_pack(text := text, text_digest := text_digest),
            (not is_original, submission_id)
        ) as original,
        count(distinct submission_id) as respondent_count
    from pieces
    group by unit_id, question_id

),

ranked as (

    select
        *,
        row_number() over (
            order by text_lot, unit_kind = 'addition', lot
        ) as sample_rank
    from said

),

coders as (

    select list(coder order by position) as names from form.coders

)

select
    ranked.unit_id,
    ranked.question_id,
    ranked.unit_kind,
    ranked.original.text_digest,
    ranked.original.text,
    len(string_split(folded(ranked.original.text), ' ')) as word_count,
    ranked.respondent_count,
    ranked.sample_rank,
    ranked.sample_rank <= coding.both_count as is_shared,
    ranked.sample_rank <= coding.texts_max as is_sampled,
    case
        when ranked.sample_rank > coding.both_count
            then
                coders.names[
                    1 + mod(('0x' || ranked.lot[1:8])::bigint, len(coders.names))
                ]
    end as coder
from ranked
cross join form.coding as coding
cross join coders
