-- Sheet « Modifications » of justificatif.xlsx.
-- One row per edit of a finished submission and question, the latest edit first.
-- What was said of e-mails, phones and names is not repeated: they stand in contacts.xlsx alone.

select
    edits.submission_id as "Soumission",
    local_time(edits.modified_at) as "Modifiée le",
    exports.file_name as "Vue dans l’export",
    word('box', edits.box).label as "Case maintenant",
    case edits.field_kind
        when 'question' then word('question', edits.field_id).label
        when 'other'
            then
                sentence(
                    'modifications',
                    'other',
                    struct_pack(question := word('question', edits.field_id).label)
                )
        else word('field', edits.field_id).label
    end as "Question",
    earlier.said as "Avant",
    later.said as "Après"
from publications.parts__first_edits as edits
inner join clean.exports as exports on edits.later_export_id = exports.export_id
left join publications.parts__said_in_edits as earlier
    on
        edits.earlier_export_id = earlier.export_id
        and edits.earlier_record_number = earlier.record_number
        and edits.field_kind = earlier.field_kind
        and edits.field_id = earlier.field_id
left join publications.parts__said_in_edits as later
    on
        edits.later_export_id = later.export_id
        and edits.later_record_number = later.record_number
        and edits.field_kind = later.field_kind
        and edits.field_id = later.field_id
order by edits.place
