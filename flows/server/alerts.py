"""Who is told when a run fails: a webhook that organisers chose, called by Prefect."""

from __future__ import annotations

from uuid import UUID

from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import PrefectClient
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

NAME = "alerte-faire-masse"  # followed by that of the deployment
# What most of them read: Mattermost, Slack, Matrix bridges, Rocket.Chat.
PAYLOAD = {"text": "{{subject}}\n{{body}}"}
SUBJECT = "faire-masse\u00a0: un passage a échoué ({{ flow_run.name }})"
# The message of the state says what to do; it names files, never people or answers.
BODY = "{{ flow_run.state.message }}"
DESCRIPTION = "Faite par «\u00a0faire-masse serve\u00a0» d'après FAIRE_MASSE_ALERT_URL."


async def declare_alert(
    client: PrefectClient, url: str | None, deployment_id: UUID, deployment: str
) -> None:
    """The webhook is called when a run of the deployment fails or crashes; without an address,
    nobody is."""
    name = f"{NAME}-{deployment}"
    for former in await client.read_automations_by_name(name):
        await client.delete_automation(former.id)
    if url is None:
        return
    block = CustomWebhookNotificationBlock(name=name, url=url, json_data=PAYLOAD)
    block_id = await block.asave(name, overwrite=True, client=client)
    await client.create_automation(_alert(name, block_id, deployment_id))


def _alert(name: str, block_id: UUID, deployment_id: UUID) -> AutomationCore:
    return AutomationCore(
        name=name,
        description=DESCRIPTION,
        trigger=EventTrigger(
            expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
            match_related={
                "prefect.resource.id": f"prefect.deployment.{deployment_id}",
                "prefect.resource.role": "deployment",
            },
            for_each={"prefect.resource.id"},
            posture=Posture.Reactive,
            threshold=1,
        ),
        actions=[SendNotification(block_document_id=block_id, subject=SUBJECT, body=BODY)],
    )
