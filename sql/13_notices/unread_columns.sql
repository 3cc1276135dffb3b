-- Questions and fields of which more than a tenth of the answers could not be read.
-- One row per question or field, with the shape that most of its cells should have had.
-- Unknown choices are left out: they have a notice of their own, with the nearest choice. So are
-- texts that are too long, and columns with a single unread cell, which prove nothing about the
-- column.

with

unread as (

    select
        field_kind,
        field_id,
        count(distinct submission_id) as unread_count,
        mode(rule order by rule) as rule
    from clean.set_aside_cells
    where rule not in ('unknown_choice', 'too_long', 'to_read_by_hand', 'moved_row')
    group by field_kind, field_id

),

read_submissions as (

    select
        'question' as field_kind,
        question_id as field_id,
        submission_id
    from clean.answers
    union
    select
        'role' as field_kind,
        said.field_id,
        said.submission_id
    from (
        unpivot (
            select
                people.submission_id,
                people.email,
                people.phone,
                people.name,
                people.collective,
                submissions.commune,
                submissions.postcode
            from people.people as people
            inner join clean.submissions as submissions using (submission_id)
        )
        on email, phone, name, collective, commune, postcode
        into name field_id value said_value
    ) as said

),

counted as (

    select
        unread.*,
        count(read_submissions.submission_id) as read_count
    from unread
    left join read_submissions using (field_kind, field_id)
    group by all

)

select
    coalesce(
        questions.title, word('field', counted.field_id).label, counted.field_id
    ) as question,
    counted.unread_count,
    counted.unread_count + counted.read_count as answer_count,
    word('set_aside', counted.rule).label as reason,
    word('expected_shape', counted.rule).label as shape,
    case
        when word('expected_shape', counted.rule) is null then 'unread_columns'
        else 'unread_columns_with_shape'
    end as sentence_id
from counted
left join form.questions as questions
    on counted.field_kind = 'question' and counted.field_id = questions.question_id
where counted.unread_count > 0.1 * answer_count and counted.unread_count > 1
order by counted.unread_count desc, question asc
