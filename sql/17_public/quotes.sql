-- Quotes that may be shown to everybody.
-- One row per quote; key: reference, question_id. Under the first theme of the grid that it has.
-- People chose them and read them again as they leave. Their authors agreed to send them.

with

agreed as (

    select
        submission_id,
        question_id
    from quotes.texts
    where consent in ('own_name', 'anonymous')

)

select
    chosen.reference,
    chosen.question_id,
    any_value(chosen.quote_text) as quote_text,
    any_value(chosen.attribution) as attribution,
    min_by(themes.title, themes.position) as theme
from quotes.chosen as chosen
semi join agreed using (submission_id, question_id)
left join coding.themes as themes using (theme_id)
group by chosen.reference, chosen.question_id
