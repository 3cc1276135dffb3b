-- Notices about single files that follow from the file and a count.
-- One row per notice and file; refused_files: per refusal; tools: per tool.
-- A notice of `tools` about missing SIDs or drafts is not repeated by others.

with

exports as (

    select
        exports.*,
        coalesce(tools.has_sids, true) as are_sids_expected,
        coalesce(tools.has_draft_marks, true) as are_draft_marks_expected
    from clean.exports as exports
    inner join raw.exports as raw_exports using (export_id)
    left join form.tools as tools on list_contains(raw_exports.notes, tools.tool_id)

),

replaced as (

    select
        replaced.state,
        files.file_name,
        files.notes,
        newest.file_name as newest
    from raw.replaced_exports as replaced
    inner join raw.exports as files using (export_id)
    inner join raw.exports as newest on replaced.newest_id = newest.export_id

),

told as (

    select
        'empty_files' as notice,
        file_name
    from raw.decision_files
    where decision_count = 0
    union all by name
    select
        'refused_files' as notice,
        case
            when starts_with(code, 'decisions_') then 'refused_decisions'
            else 'refused_answers'
        end as sentence_id,
        file_name,
        upper(left(what, 1)) || what[2:] as reason,
        advice
    from raw.refusals
    union all by name
    select
        'assumed_dates' as notice,
        file_name
    from exports
    where is_date_order_assumed
    union all by name
    select
        'no_sids' as notice,
        file_name
    from exports
    where not has_sids and are_sids_expected
    union all by name
    select
        'untold_drafts' as notice,
        file_name
    from exports
    where not has_draft_marks and are_draft_marks_expected
    union all by name
    -- A spreadsheet robbed their postcodes of a zero; they count all the same.
    select
        'restored_zeros' as notice,
        exports.file_name,
        count(*) as postcode_count
    from clean.set_aside_cells as cells
    inner join clean.submissions as submissions using (submission_id)
    inner join exports using (export_id)
    where cells.rule = 'short_postcode' and submissions.departement_id is not null
    group by exports.file_name
    union all by name
    -- Other tools than Framaforms, of which some promises cannot be kept.
    select distinct
        'tools' as notice,
        words.label as tool,
        words.explanation as limits
    from form.words as words
    inner join raw.exports as raw_exports
        on words.kind = 'tool' and list_contains(raw_exports.notes, words.id)
    semi join exports using (export_id)
    union all by name
    -- Their tool does not number its answers: one export counts.
    select
        'replaced' as notice,
        case replaced.state
            when 'held' then 'replaced_held'
            when 'said' then 'replaced_said'
            else 'replaced_open'
        end as sentence_id,
        replaced.file_name,
        words.label as tool,
        replaced.newest
    from replaced
    inner join form.words as words
        on words.kind = 'tool' and list_contains(replaced.notes, words.id)
    union all by name
    -- A fetch found them to be whole, with another number of answers than they have.
    select
        'unproved_fetches' as notice,
        exports.file_name,
        fetches.answer_count,
        exports.record_count
    from raw.fetches as fetches
    inner join exports using (export_id)
    anti join history.checked_fetches using (export_id)

)

select * from told
order by notice, file_name, sentence_id, reason, tool, newest
