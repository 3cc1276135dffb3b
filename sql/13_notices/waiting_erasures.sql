-- Requests to be erased that wait for « faire-masse erase ».
-- One row, or none.

select
    form.form_id,
    count(*) as request_count,
    strftime(
        (min(requests.asked_at) at time zone 'UTC' at time zone form.time_zone)
        + interval 1 month,
        '%d/%m/%Y'
    ) as due_on
from respondents_steps.erasure_requests as requests
cross join form.form as form
where len(requests.submission_ids) > 0
group by form.form_id, form.time_zone
having count(*) > 0
