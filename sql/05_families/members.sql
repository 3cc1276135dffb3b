-- Members of the families: who used which wording of a letter.
-- One row per counted contribution's text that is in a family; key: question_id, submission_id.
-- Of those who wrote the original wording, the first to answer is the `original` and the others
-- are the `same`. An addition is at least eight words in a row of one's own (families.additions).

with

members as (

    select * from wordings.members

),

changes as (

    select * from wordings.changes

),

contributions as (

    select * from respondents.contributions

),

described as (

    select
        members.family_id,
        members.question_id,
        members.submission_id,
        members.text_id,
        members.relation,
        members.similarity,
        changes.change,
        changes.has_addition,
        contributions.answered_at
    from members
    inner join changes
        on
            members.question_id = changes.question_id
            and members.text_id = changes.text_id
    inner join contributions on members.submission_id = contributions.submission_id

)

select * from described
