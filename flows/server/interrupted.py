"""Runs whose process is gone, although Prefect still considers them running."""

from __future__ import annotations

from datetime import UTC, datetime

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

from flows.server.embedded_server import KEPT

MESSAGE = (
    "Interrompu avant la fin (arrêt de l’ordinateur, coupure, processus tué). Rien n’est à"
    " réparer\u00a0: le passage suivant reprend tout."
)
GOING_ON = FlowRunFilter(
    state=FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])
    )
)


def end_interrupted_runs() -> None:
    """Mark every unfinished run on this server as crashed, or delete the run if it began more than
    `KEPT` (90 days) ago. The caller must hold the run lock, so that no run is really going on."""
    oldest = datetime.now(UTC) - KEPT
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=GOING_ON):
            if run.start_time and run.start_time < oldest:
                client.delete_flow_run(run.id)
            else:
                client.set_flow_run_state(run.id, Crashed(message=MESSAGE), force=True)
