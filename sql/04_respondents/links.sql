-- Re-sends: a submission replaced by a later one of the same respondent.
-- One row per replaced submission; key: submission_id.
-- Two rules, both within a kind: the same folded e-mail, and what an organiser decided. Those who
-- were decided to be different people are linked by no e-mail; decisions and e-mails chain. No
-- e-mail and no decision, no link: the same text is not the same person.

with

compared as (

    select
        nodes.submission_id,
        nodes.node_id,
        first_value(nodes.submission_id) over latest_first as contribution_id,
        first_value(nodes.node_id) over latest_first as contribution_node_id
    from respondents_steps.linked_nodes as nodes
    inner join respondents.eligible as eligible using (submission_id)
    window
        latest_first as (
            partition by nodes.component_id
            order by
                eligible.answered_at desc nulls last,
                eligible.sid desc nulls last,
                eligible.submission_id desc
        )

),

replaced as (

    select
        submission_id,
        contribution_id,
        case when node_id = contribution_node_id then 'same_email' else 'decision' end
            as link_rule
    from compared
    where submission_id != contribution_id

)

select * from replaced
