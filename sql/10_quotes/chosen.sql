-- Quotes that people chose and that may be quoted today, as they are quoted and signed.
-- One row per quote and theme found in its text (one, without theme, where none was); key:
-- submission_id, question_id, theme_id.
-- A name is shown with its author's consent alone, as the rest of the pack shows it: `attribution`
-- is own_name, collective_name or unnamed.

with

chosen as (

    select
        decisions.reference,
        decisions.submission_id,
        themes.theme_id,
        decisions.question_id,
        decisions.quote_text,
        case when names.name is null then 'unnamed' else names.consent end
            as attribution,
        names.name,
        decisions.decided_at
    from quotes.decisions as decisions
    left join coding.submission_themes as themes
        on
            decisions.submission_id = themes.submission_id
            and decisions.question_id = themes.question_id
            and themes.state = 'yes'
    left join sending.names as names on decisions.reference = names.submission_id
    where decisions.choice = 'cite' and decisions.state = 'applied'

)

select * from chosen
