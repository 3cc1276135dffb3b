-- Quotes that people chose and that may be quoted today, as they are quoted and signed.
-- One row per quote and theme found in its text (one, without theme, where none was); key:
-- submission_id, question_id, theme_id. Where people chose a theme, under that one alone.

select
    decisions.reference,
    decisions.submission_id,
    themes.theme_id,
    decisions.question_id,
    decisions.quote_text,
    coalesce(texts.name, unnamed.label) as attribution,
    decisions.decided_at
from quotes.decisions as decisions
inner join quotes.texts as texts using (submission_id, question_id)
inner join form.words as unnamed
    on unnamed.kind = 'signature' and unnamed.id = 'unnamed'
left join coding.submission_themes as themes
    on
        decisions.submission_id = themes.submission_id
        and decisions.question_id = themes.question_id
        and themes.state = 'yes'
        and themes.theme_id = coalesce(decisions.theme_id, themes.theme_id)
where decisions.choice = 'cite' and decisions.state = 'applied'
