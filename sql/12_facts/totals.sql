-- How many submissions were finished, may be sent, are sent; how many texts wait or are coded.
-- One row. has_real_answers: there are exports that the example's mark did not lie beside.

select
    (
        select count(*) from clean.submissions
        where not is_draft
    ) as finished_count,
    (
        select count(*) from respondents.contributions
        where is_sendable
    ) as sendable_count,
    (select count(*) from sending.contributions) as sent_count,
    (select count(distinct unit_id) from coding.codes) as coded_text_count,
    (
        select count(*) from sending.readings
        where state not in ('applied', 'by_hand')
    ) as unread_text_count,
    exists (
        from raw.exports
        anti join raw.invented_exports using (export_id)
    ) as has_real_answers
