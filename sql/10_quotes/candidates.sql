-- Texts that people are asked to choose quotes among, theme by theme.
-- One row per question, theme (null: no theme was found in the text, nothing being coded among
-- others) and text; key: question_id, theme_id, submission_id.
-- First come texts that coders marked as worth quoting, then texts of a suitable length that are
-- not copies of a letter, in an order drawn by lot from the form's name. If there are none, any
-- text. Each theme has at most the same number of texts, however frequent it is, and as many again
-- of people who chose otherwise than most (quotes_steps.other_side). Equal texts, accents, capitals
-- and punctuation aside, are asked about once. Texts that were decided stay.

with

texts as (

    select texts.*
    from quotes.texts as texts
    left join quotes.decisions as decisions using (submission_id, question_id)
    qualify
        row_number() over (
            partition by texts.question_id, folded(texts.sent_text)
            order by decisions.submission_id is null, texts.submission_id
        ) = 1
        or decisions.submission_id is not null

),

placed as (

    select
        texts.*,
        themes.theme_id,
        others.submission_id is not null as is_other_side,
        case
            when texts.is_marked then 1
            when
                not texts.is_letter
                and texts.word_count
                between thresholds.quote_fewest_words and thresholds.quote_most_words
                then 2
            else 3
        end as rank,
        sha256(
            concat_ws(' ', form.form_id, texts.question_id, texts.submission_id)
        ) as lot
    from texts
    cross join form.form as form
    cross join form.thresholds as thresholds
    left join coding.submission_themes as themes using (submission_id, question_id)
    left join quotes_steps.other_side as others using (submission_id)

),

drawn as (

    select
        *,
        row_number() over (
            partition by question_id, theme_id, is_other_side
            order by rank, lot
        ) as place,
        min(rank) over (partition by question_id, theme_id, is_other_side) as best_rank
    from placed

)

select
    drawn.question_id,
    drawn.theme_id,
    drawn.submission_id,
    drawn.is_other_side,
    drawn.place
from drawn
cross join form.thresholds as thresholds
left join quotes.decisions as decisions using (submission_id, question_id)
where
    decisions.submission_id is not null
    or (
        drawn.place <= thresholds.quote_candidate_limit
        and (drawn.rank < 3 or drawn.best_rank = 3)
    )
