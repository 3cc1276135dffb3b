-- What each submission says, field by field, as checksums to be compared with earlier ones.
-- One row per submission and field that holds something; key: submission_id, field_kind,
-- field_id. Never published: some are made of e-mails and names. They are compared within a run
-- only, so a fast checksum will do.

with

answer_digests as (

    select
        submission_id,
        'question' as field_kind,
        question_id as field_id,
        sum(hash(item_id, choice_id, text, number, date)::hugeint) as digest
    from clean.answers
    group by submission_id, question_id

),

said_of_people as (

    select
        submission_id,
        unnest(
            [
                row('email', email),
                row('phone', phone),
                row('name', name),
                row('collective', collective)
            ]::struct(field_id varchar, said varchar)[]
        ) as field,
        'contact' as field_kind
    from people.people

),

said_of_submissions as (

    select
        submission_id,
        unnest(
            [
                row('category', category_id),
                row('commune', commune),
                row('postcode', postcode)
            ]::struct(field_id varchar, said varchar)[]
        ) as field,
        'profile' as field_kind
    from clean.submissions

),

said as (

    select * from said_of_people
    union all by name
    select * from said_of_submissions

)

select * from answer_digests
union all by name
select
    submission_id,
    field_kind,
    field.field_id,
    hash(field.said)::hugeint as digest
from said
where field.said is not null
