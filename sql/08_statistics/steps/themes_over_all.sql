-- The reading of each contribution for each theme, over all coded questions that the theme is for.
-- One row per contribution and theme for a question that it wrote about; key: submission_id, theme_id.
-- A contribution is read once each of these texts is: until then state is null.

select
    texts.submission_id,
    themes.theme_id,
    case
        when bool_and(readings.state is not null) then max(readings.state)
    end as state,
    coalesce(bool_and(readings.is_drawn), false) as is_drawn
from coding.submission_states as texts
cross join coding.themes as themes
left join coding.theme_readings as readings
    on
        texts.submission_id = readings.submission_id
        and texts.question_id = readings.question_id
        and themes.theme_id = readings.theme_id
where
    len(themes.question_ids) = 0
    or list_contains(themes.question_ids, texts.question_id)
group by texts.submission_id, themes.theme_id
