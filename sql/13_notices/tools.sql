-- Other tools than Framaforms that wrote an export, of which some promises cannot be kept.
-- One row per tool.

with

tools as (

    select distinct
        words.id,
        words.position
    from form.words as words
    inner join raw.exports as raw_exports
        on words.kind = 'tool' and list_contains(raw_exports.notes, words.id)
    inner join clean.exports as exports using (export_id)

)

select
    case id
        when 'nextcloud' then 'tools_nextcloud'
        when 'drupal' then 'tools_drupal'
        when 'limesurvey' then 'tools_limesurvey'
        else 'tools_google'
    end as sentence_id
from tools
order by position
