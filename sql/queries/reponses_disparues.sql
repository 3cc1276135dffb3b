-- Les soumissions effacées sur Framaforms, ou retirées à la demande.
-- Une ligne par soumission, la plus récente en premier.
-- Elles ne comptent plus, et leurs textes ne sont pas à citer.

select
    submissions.submission_id as "Soumission",
    boxes.label as "Case",
    submissions.submitted_at at time zone 'UTC' at time zone form.time_zone
        as "Reçue le",
    categories.label as "Catégorie"
from respondents.flow as flow
inner join clean.submissions as submissions using (submission_id)
inner join form.words as boxes on flow.box = boxes.id and boxes.kind = 'box'
cross join form.form as form
left join form.categories as categories using (category_id)
where flow.box in ('vanished', 'withdrawn')
order by submissions.submitted_at desc nulls last, submissions.submission_id asc
