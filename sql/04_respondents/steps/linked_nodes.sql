-- Eligible submissions that an e-mail or a decision may link, and what links them together.
-- One row per such submission; key: submission_id.
-- Two rules, both within a kind: the same folded e-mail, and what an organiser decided; the two
-- chain. `node_id`: one per e-mail that links, else per submission. Those who were decided to be
-- different people are linked by no e-mail. `component_id`: the same for all that decisions join.

with recursive -- noqa: PRS

-- A decision about people and collectives is one about each. What another box took is not here.
decided as (

    select
        decisions.subject_id || ' ' || eligible.respondent_kind as decision_id,
        decisions.choice,
        decisions.submission_id,
        email_groups.email_group_id
    from respondents_steps.decided_submissions as decisions
    inner join respondents.eligible as eligible using (submission_id)
    left join respondents_steps.email_groups as email_groups using (submission_id)
    where decisions.decision_kind = 'same_person' and decisions.state = 'applied'

),

told_apart as (

    select submission_id from decided
    where choice = 'different' and email_group_id is not null
    qualify count(*) over (partition by decision_id, email_group_id) > 1

),

concerned as (

    select
        submission_id,
        email_group_id
    from respondents_steps.email_groups
    union
    select
        submission_id,
        email_group_id
    from decided

),

nodes as (

    select
        submission_id,
        case
            when
                email_group_id is null
                or submission_id in (select told_apart.submission_id from told_apart)
                then submission_id
            else 'email of ' || email_group_id
        end as node_id
    from concerned

),

-- A star rather than all pairs: a decision may be about thousands.
spokes as (

    select
        nodes.node_id,
        min(nodes.node_id) over (partition by decided.decision_id) as hub_id
    from decided
    inner join nodes using (submission_id)
    where decided.choice = 'same'

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

components (node_id, component_id) using key (node_id) as (

    select
        node_id,
        least(node_id, min(other_id)) as component_id
    from edges
    group by node_id
    union
    select
        edges.node_id,
        min(components.component_id) as component_id
    from components
    inner join edges on components.node_id = edges.other_id
    inner join recurring.components as known on edges.node_id = known.node_id
    where components.component_id < known.component_id
    group by edges.node_id

),

linked as (

    select
        nodes.submission_id,
        nodes.node_id,
        coalesce(components.component_id, nodes.node_id) as component_id
    from nodes
    left join components using (node_id)

)

select * from linked
