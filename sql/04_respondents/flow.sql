-- The flow: every submission and rejection in exactly one box.
-- One row per submission or rejection; key: submission_id.

select
    screening.submission_id,
    case
        when screening.box is not null then screening.box
        when links.submission_id is not null then 'resend'
        else 'counted'
    end as box
from respondents.screening as screening
left join respondents.links as links using (submission_id)
