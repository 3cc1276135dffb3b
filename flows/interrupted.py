"""Runs that Prefect still believes to be going on, though their process is gone."""

from __future__ import annotations

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

MESSAGE = (
    "Interrompu avant la fin (arrêt de l'ordinateur, coupure, processus tué). Rien n'est à"
    " réparer\u00a0: le passage suivant reprend tout."
)
GOING_ON = FlowRunFilter(
    state=FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])
    )
)


async def end_interrupted_runs(client: PrefectClient) -> None:
    """No run of this server is said to go on. To be called on a server of ours, when nobody else
    holds the run lock."""
    for run in await client.read_flow_runs(flow_run_filter=GOING_ON):
        await client.set_flow_run_state(run.id, Crashed(message=MESSAGE), force=True)
