"""Prefect's part of `serve`: Prefect runs the flow from this process, and is asked for a run when
files arrive."""

from __future__ import annotations

import hashlib
import threading
import time
from contextlib import suppress
from typing import Any, cast

from prefect import serve
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from consultation.machine.lock import is_running
from consultation.machine.settings import Folders
from consultation.runs.schedule import Schedule
from flows.commands.watching import LOOK_SECONDS, Watch
from flows.refresh import refresh
from flows.server.interrupted import end_interrupted_runs
from flows.where import where_in

DEPLOYMENT = "passage"
DESCRIPTION = (
    "Lit les nouveaux exports, refait les tableaux, les contrôle et publie les fichiers."
    " Le même passage que «\u00a0faire-masse run\u00a0»."
)


def run_on_schedule(folders: Folders, schedule: Schedule, *, is_late: bool, is_ours: bool) -> None:
    """Start runs on schedule and when files arrive, until the process is told to stop. The first
    run starts at once if `is_late`. `is_ours`: the server belongs to this service alone."""
    if is_ours and not is_running(folders.data):
        end_interrupted_runs()
    name = DEPLOYMENT if is_ours else deployment_on_shared_server(folders)
    parameters = {"where": where_in(folders).model_dump()}
    threading.Thread(
        target=watch_inbox,
        args=(folders, f"{refresh.name}/{name}", parameters),
        kwargs={"is_late": is_late},
        daemon=True,
    ).start()
    deployment = refresh.to_deployment(
        name=name,
        schedule=Cron(schedule.cron, timezone=schedule.time_zone),
        parameters=parameters,
        description=DESCRIPTION,
        # A module, not a file: it is found wherever the command is typed.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    # One at a time: a run that is due meanwhile waits for its turn. Prefect's own concurrency
    # limits outlive a killed holder by five minutes; this one ends with it.
    # Not `refresh.serve()`: it sends the flow itself to the runs, and not what its parameters are.
    serve(
        cast("RunnerDeployment", deployment),
        limit=1,
        query_seconds=LOOK_SECONDS,
        pause_on_shutdown=False,
        print_starting_message=False,
    )


def deployment_on_shared_server(folders: Folders) -> str:
    """The name of the service's Prefect deployment on a server that others use too. Each data
    folder has its own name: `passage-777a6434`."""
    return f"{DEPLOYMENT}-{hashlib.sha256(bytes(folders.data.resolve())).hexdigest()[:8]}"


def watch_inbox(
    folders: Folders, deployment: str, inputs: dict[str, Any], *, is_late: bool
) -> None:
    """Ask Prefect for a run of `deployment` whenever files have arrived, and at once if `is_late`.
    `inputs` are the parameters of the run. Never returns."""
    watch = Watch(folders)
    while True:
        time.sleep(LOOK_SECONDS)
        arrivals = watch.look()
        if not (arrivals or is_late) or is_running(folders.data):
            continue
        # A server that does not answer for a while, or a run that somebody deletes in its pages:
        # nothing is a reason to stop looking.
        with suppress(Exception):
            made = run_deployment(deployment, parameters=inputs, poll_interval=LOOK_SECONDS)
            run = cast("FlowRun", made)
            is_late = False
            # Cancelled: another run was faster, maybe begun before the files were there.
            if run.state is None or not run.state.is_cancelled():
                watch.note_run(arrivals)
