-- Where the newest version of what leaves was read: a file of the inbox and a line of it.
-- One row per contribution; keys: submission_id, reference. Never published.

with

contributions as (

    select * from sending.contributions

),

places as (

    select
        contributions.submission_id,
        contributions.reference,
        exports.file_name,
        records.line_number
    from contributions
    inner join history.versions as versions
        on contributions.submission_id = versions.submission_id
    inner join raw.records as records
        on
            versions.export_id = records.export_id
            and versions.record_number = records.record_number
    inner join raw.exports as exports on versions.export_id = exports.export_id
    where versions.version_rank = 1

)

select * from places
