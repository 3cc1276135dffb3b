"""Prefect's part of `serve`: the deployment, the runner that starts its runs, and who asks for
one when a file arrives."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any
from uuid import UUID

import anyio
import httpx
from anyio.to_thread import run_sync
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import PrefectException
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Scheduled
from prefect.types.entrypoint import EntrypointType

from consultation.machine.lock import is_running
from consultation.machine.settings import Folders
from consultation.runs.schedule import Schedule
from flows.commands.watching import LOOK_SECONDS, Watch
from flows.refresh import refresh
from flows.server.interrupted import end_interrupted_runs
from flows.where import where_in

DEPLOYMENT = "passage"
POLL_SECONDS = 5.0
DESCRIPTION = (
    "Lit les nouveaux exports, refait les tableaux, les contrôle et publie les fichiers."
    " Le même passage que «\u00a0faire-masse run\u00a0»."
)


async def run_on_schedule(
    folders: Folders, schedule: Schedule, *, is_late: bool, is_ours: bool
) -> None:
    """Start runs on schedule and when files arrive, until the process is told to stop; the first at
    once when `is_late`. `is_ours` is whether the server knows of no other runs."""
    # One at a time: a run that is due meanwhile waits for its turn. Prefect's own concurrency
    # limits outlive a killed holder by five minutes; the runner's ends with it.
    runner = Runner(
        name="faire-masse", limit=1, query_seconds=POLL_SECONDS, pause_on_shutdown=False
    )
    deployment_id = await runner.aadd_deployment(
        await deployment_for(folders, schedule, is_ours=is_ours)
    )
    async with get_client() as client:
        if is_ours and not is_running(folders.data):
            await run_sync(end_interrupted_runs)
        if is_late:
            await ask_for_run(client, deployment_id, folders)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_watch_inbox, folders, client, deployment_id)
            await runner.start()
            tasks.cancel_scope.cancel()


async def deployment_for(
    folders: Folders, schedule: Schedule, *, is_ours: bool
) -> RunnerDeployment:
    """The service's; on a server that others share, each data folder has its own."""
    # A module, not a file: it is found wherever the command is typed.
    return await refresh.ato_deployment(
        name=DEPLOYMENT if is_ours else f"{DEPLOYMENT}-{_digest(folders)}",
        schedule=Cron(schedule.cron, timezone=schedule.time_zone),
        parameters=_parameters(folders),
        description=DESCRIPTION,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _digest(folders: Folders) -> str:
    return hashlib.sha256(bytes(folders.data.resolve())).hexdigest()[:8]


def _parameters(folders: Folders) -> dict[str, Any]:
    return {"where": where_in(folders).model_dump()}


async def _watch_inbox(folders: Folders, client: PrefectClient, deployment_id: UUID) -> None:
    """Ask for a run whenever files have arrived."""
    watch = Watch(folders)
    while True:
        await anyio.sleep(LOOK_SECONDS)
        arrivals = await run_sync(watch.look)
        if arrivals and not is_running(folders.data):
            # A server that does not answer for a while, or a run that somebody deletes in its
            # pages, is no reason to stop looking.
            with suppress(httpx.HTTPError, PrefectException):
                run = await _wait_for_end(client, await ask_for_run(client, deployment_id, folders))
                # Cancelled: another run was faster, maybe begun before the files were there.
                if run.state is None or not run.state.is_cancelled():
                    watch.note_run(arrivals)


async def ask_for_run(client: PrefectClient, deployment_id: UUID, folders: Folders) -> FlowRun:
    """The server has a run to start at once, in these folders."""
    return await client.create_flow_run_from_deployment(
        deployment_id, parameters=_parameters(folders), state=Scheduled()
    )


async def _wait_for_end(client: PrefectClient, run: FlowRun) -> FlowRun:
    """Wait until the run has ended; returns it as it is then."""
    while run.state is None or not run.state.is_final():
        await anyio.sleep(LOOK_SECONDS)
        run = await client.read_flow_run(run.id)
    return run
