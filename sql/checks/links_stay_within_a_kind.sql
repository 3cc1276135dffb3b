-- Nobody is replaced by a submission of the other kind, nor by one that is itself replaced.
-- One row per offending link.

select
    links.submission_id,
    links.contribution_id
from respondents.links as links
inner join respondents.eligible as replaced using (submission_id)
left join respondents.eligible as kept
    on links.contribution_id = kept.submission_id
left join respondents.links as chained
    on links.contribution_id = chained.submission_id
where
    kept.submission_id is null
    or kept.respondent_kind != replaced.respondent_kind
    or chained.submission_id is not null
