-- Submissions are named by their references alone, without a number of Framaforms or a town.
-- One row per submission that has more.

select submission_id from clean.submissions
where
    sid is not null
    or serial is not null
    or commune is not null
    or postcode is not null
    or departement_id is not null
    or contains(submission_id, ':')
