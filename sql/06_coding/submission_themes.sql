-- The themes of each contribution's text: those of its units that count, and those still open.
-- One row per contribution, coded question and theme; key: submission_id, question_id, theme_id.
-- For a text that is not wholly read, the themes of the units read so far.

select
    unit_submissions.submission_id,
    unit_submissions.question_id,
    unit_themes.theme_id,
    max(unit_themes.state) as state
from coding.unit_submissions as unit_submissions
inner join coding.unit_themes as unit_themes using (unit_id)
where unit_themes.state != 'no'
group by all
