-- Re-sends: a submission replaced by a later one of the same respondent.
-- One row per replaced submission; key: submission_id.
-- Two rules, both within a kind: the same folded e-mail, and what an organiser decided. Those who
-- were decided to be different people are linked by no e-mail; decisions and e-mails chain. No
-- e-mail and no decision, no link: the same text is not the same person.

with recursive

eligible as (

    select * from respondents.eligible

),

email_groups as (

    select * from contacts.email_groups

),

decisions as (

    select
        subject_id,
        choice,
        unnest(submission_ids) as submission_id
    from respondents.decisions
    where decision_kind = 'same_person' and state = 'applied'

),

-- A decision about people and collectives is one about each. What another box took is not here.
decided as (

    select
        decisions.subject_id || ' ' || eligible.respondent_kind as decision_id,
        decisions.choice,
        decisions.submission_id
    from decisions
    inner join eligible on decisions.submission_id = eligible.submission_id

),

decided_different as (

    select
        decided.submission_id,
        count(*) over (partition by decided.decision_id, email_groups.email_group_id)
            as sharing_count
    from decided
    inner join email_groups on decided.submission_id = email_groups.submission_id
    where decided.choice = 'different'

),

told_apart as (

    select distinct submission_id from decided_different
    where sharing_count > 1

),

concerned as (

    select
        eligible.*,
        case
            when told_apart.submission_id is null
                then 'email of ' || email_groups.email_group_id
        end as email_node_id
    from eligible
    left join email_groups on eligible.submission_id = email_groups.submission_id
    left join told_apart on eligible.submission_id = told_apart.submission_id
    where
        email_groups.submission_id is not null
        or eligible.submission_id in (select decided.submission_id from decided)

),

-- One node per e-mail that links, else per submission.
nodes as (

    select
        *,
        coalesce(email_node_id, submission_id) as node_id
    from concerned

),

decided_nodes as (

    select distinct
        decided.decision_id,
        nodes.node_id
    from decided
    inner join nodes on decided.submission_id = nodes.submission_id
    where decided.choice = 'same'

),

-- A star rather than all pairs: a decision may be about hundreds.
spokes as (

    select
        node_id,
        min(node_id) over (partition by decision_id) as hub_id
    from decided_nodes

),

edges as (

    select
        node_id,
        hub_id as other_id
    from spokes
    union
    select
        hub_id as node_id,
        node_id as other_id
    from spokes

),

reached as (

    select
        node_id,
        node_id as reached_id
    from decided_nodes
    union
    select
        reached.node_id,
        edges.other_id as reached_id
    from reached
    inner join edges on reached.reached_id = edges.node_id

),

components as (

    select
        node_id,
        min(reached_id) as component_id
    from reached
    group by node_id

),

attached as (

    select
        nodes.*,
        coalesce(components.component_id, nodes.node_id) as component_id
    from nodes
    left join components on nodes.node_id = components.node_id

),

compared as (

    select
        submission_id,
        node_id,
        first_value(submission_id) over latest_first as contribution_id,
        first_value(node_id) over latest_first as contribution_node_id
    from attached
    window
        latest_first as (
            partition by component_id
            order by
                answered_at desc nulls last, sid desc nulls last, submission_id desc
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
