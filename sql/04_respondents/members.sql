-- Respondents and the submissions that are theirs.
-- One row per eligible submission; key: submission_id.
-- `respondent_id` is the smallest of the respondent's submission ids, compared as texts, and
-- `contribution_id` the latest. Two things link submissions of one kind: the same folded e-mail,
-- and a decision. Links chain. Submissions that a decision calls different people are not linked by
-- e-mail. The same text links nobody. `link_rule`: what links a submission to the contribution,
-- which itself has null.

with recursive -- noqa: PRS

addressed as (

    select
        eligible.submission_id,
        eligible.respondent_kind,
        eligible.answered_at,
        eligible.sid,
        eligible.respondent_kind || ' ' || people.folded_email as address
    from respondents.eligible as eligible
    left join people.people as people using (submission_id)

),

-- A decision about people and collectives is one about each. What another box took is not here.
decided as (

    select
        decisions.subject_id || ' ' || addressed.respondent_kind as decision_id,
        decisions.choice,
        addressed.submission_id,
        addressed.address
    from respondents.decisions as decisions
    cross join unnest(decisions.submission_ids) as decided (submission_id)
    inner join addressed using (submission_id)
    where decisions.state = 'applied'

),

told_apart as (

    select submission_id from decided
    where choice = 'different' and address is not null
    qualify count(*) over (partition by decision_id, address) > 1

),

-- One node per e-mail that links, else per submission.
nodes as (

    select
        *,
        case
            when submission_id in (select told_apart.submission_id from told_apart)
                then submission_id
            else coalesce(address, submission_id)
        end as node_id
    from addressed

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

    select distinct
        unnest([node_id, hub_id]) as node_id,
        unnest([hub_id, node_id]) as other_id
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

compared as (

    select
        nodes.*,
        coalesce(components.component_id, nodes.node_id) as component_id,
        first_value(nodes.submission_id) over latest_first as contribution_id,
        first_value(nodes.node_id) over latest_first as contribution_node_id
    from nodes
    left join components using (node_id)
    window
        latest_first as (
            partition by coalesce(components.component_id, nodes.node_id)
            order by
                nodes.answered_at desc nulls last,
                nodes.sid desc nulls last,
                nodes.submission_id desc
        )

)

select
    submission_id,
    contribution_id,
    min(submission_id) over (partition by component_id) as respondent_id,
    case
        when submission_id = contribution_id then null
        when node_id = contribution_node_id then 'same_email'
        else 'decision'
    end as link_rule,
    answered_at,
    sid
from compared
